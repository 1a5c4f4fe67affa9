import {
  type ChangedField,
  IMPORT_LIMITS,
  type ImportColumn,
  type ImportRefusal,
  type RowProblem,
  type RowProblemCode,
  type RowStatus,
} from '#shared/contract/portal-imports.ts';
import type { Responsible } from '#shared/contract/portal-venues.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { nameKey } from '#shared/domain/search-text.ts';
import { entranceNameSchema, externalIdSchema, venueNameSchema } from '#shared/domain/venue.ts';
import type { CommuneFinder } from '../units/service.ts';
import { compareVenue, type KnownVenues, placeKey, type VenueEntry } from '../venues/service.ts';
import { columnOf, suggestTypes, typeOf } from './columns.ts';
import type { Sheet, SheetCell, SheetRow } from './read-table.ts';

/** A row as it will go in, or why not. What it says is kept for the result file. */
export interface PlannedRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<ImportColumn, string>>>;
  readonly entry: VenueEntry | null;
  readonly status: RowStatus;
  readonly changes: readonly ChangedField[];
  readonly problems: readonly RowProblem[];
}

export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly ignoredColumns: readonly string[];
}

export interface Surroundings {
  readonly communes: CommuneFinder;
  readonly known: KnownVenues;
}

/** How the numbers of the template's examples begin: who leaves them in means no venues by them. */
export const EXAMPLE_ID = { vi: 'VÍ DỤ', en: 'EXAMPLE' } as const;

const MAX_ENTRANCES = 50;
const YIELD_EVERY = 250;
/** Looking for what was meant goes through the whole country: enough for a list somebody still reads. */
const MAX_SUGGESTIONS = 200;
/** What may be a person's is not told back. */
const PERSONAL: readonly ImportColumn[] = ['responsibleName', 'responsiblePhone'];

/** What a sheet asks for, beside what is there already. Nothing is written. */
export async function planImport(
  sheet: Sheet,
  surroundings: Surroundings,
): Promise<Result<Plan, Extract<ImportRefusal, 'no-header' | 'empty'>>> {
  const [header, ...body] = sheet;
  const titles = (header?.cells ?? []).map((cell) => (typeof cell === 'string' ? cell : ''));
  const columns = titles.map(columnOf);
  if (!columns.includes('name') || !columns.includes('commune')) return err('no-header');
  if (body.length === 0) return err('empty');
  const reader = createRowReader(columns, surroundings);
  const rows: PlannedRow[] = [];
  for (const [index, row] of body.entries()) {
    // Others are served meanwhile.
    if (index % YIELD_EVERY === 0) await new Promise(setImmediate);
    if (!isExample(row, columns)) rows.push(reader(row));
  }
  if (rows.length === 0) return err('empty');
  const ignoredColumns = titles.filter((title, i) => title !== '' && columns[i] === null).slice(0, 20);
  return ok({ rows, ignoredColumns: ignoredColumns.map((title) => title.slice(0, 60)) });
}

function isExample({ cells }: SheetRow, columns: readonly (ImportColumn | null)[]): boolean {
  const id = cells[columns.indexOf('externalId')];
  return typeof id === 'string' && Object.values(EXAMPLE_ID).some((example) => id.toUpperCase().startsWith(example));
}

type Cells = Readonly<Partial<Record<ImportColumn, string>>>;
type Report = (column: ImportColumn, code: RowProblemCode, more?: Partial<RowProblem>) => void;

function createRowReader(columns: readonly (ImportColumn | null)[], { communes, known }: Surroundings) {
  const byNumber = new Map<string, number>();
  const byPlace = new Map<string, number>();
  const findCommune = createCommuneReader(communes);
  return ({ number: row, cells: raw }: SheetRow): PlannedRow => {
    const problems: RowProblem[] = [];
    const cells = cellsByColumn(columns, raw);
    const report: Report = (column, code, more = {}) => {
      const found = PERSONAL.includes(column) ? null : (cells[column] ?? '').slice(0, 80) || null;
      problems.push({ row, column, code, found, suggestions: [], otherRow: null, ...more });
    };
    columns.forEach((column, i) => {
      if (column && typeof raw[i] === 'object') report(column, 'formula');
    });
    const entry = readEntry(cells, findCommune, report);
    const match = entry && known.find(entry);
    if (entry && match?.isClosed) report('name', 'closed');
    if (entry && !match && entry.type === null && !cells.type) report('type', 'missing');
    if (entry) reportDoubles(entry, row, byNumber, byPlace, report);
    if (!entry || problems.length > 0) return { row, cells, entry: null, status: 'error', changes: [], problems };
    const changes = match ? compareVenue(match, entry) : [];
    const status = !match ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
    return { row, cells, entry, status, changes, problems };
  };
}

function reportDoubles(
  entry: VenueEntry,
  row: number,
  byNumber: Map<string, number>,
  byPlace: Map<string, number>,
  report: Report,
): void {
  const { externalId } = entry;
  const sameNumber = externalId === null ? undefined : byNumber.get(externalId);
  const key = placeKey(entry);
  const samePlace = externalId === null ? byPlace.get(key) : undefined;
  if (sameNumber !== undefined) report('externalId', 'duplicate-id', { otherRow: sameNumber });
  else if (samePlace !== undefined) report('name', 'duplicate-row', { otherRow: samePlace });
  if (externalId !== null && sameNumber === undefined) byNumber.set(externalId, row);
  if (!byPlace.has(key)) byPlace.set(key, row);
}

/** The first column of a kind counts. */
function cellsByColumn(columns: readonly (ImportColumn | null)[], raw: readonly SheetCell[]): Cells {
  const cells: Partial<Record<ImportColumn, string>> = {};
  columns.forEach((column, i) => {
    const cell = raw[i];
    if (column && cells[column] === undefined && typeof cell === 'string' && cell !== '') cells[column] = cell;
  });
  return cells;
}

type FindCommune = (
  commune: string,
  province: string,
) =>
  | { readonly code: string }
  | { readonly code: null; readonly why: RowProblemCode; readonly suggestions: readonly string[] };

/** null: it cannot be read; why is reported. */
function readEntry(cells: Cells, findCommune: FindCommune, report: Report): VenueEntry | null {
  const name = readText(cells, 'name', venueNameSchema, report);
  const line = readText(cells, 'addressLine', LINE, report);
  const externalId = cells.externalId === undefined ? null : readText(cells, 'externalId', externalIdSchema, report);
  const communeCode = readCommune(cells, findCommune, report);
  const type = cells.type === undefined ? null : typeOf(cells.type);
  if (cells.type !== undefined && type === null) {
    report('type', 'unknown-type', { suggestions: suggestTypes(cells.type) });
  }
  const entrances = readEntrances(cells, report);
  const responsible = readResponsible(cells, report);
  if (name === null || line === null || communeCode === null || entrances === null) return null;
  return { name, externalId, type, address: { line, communeCode }, entrances, responsible };
}

const LINE = venueNameSchema.min(1).max(200);

function readText(cells: Cells, column: ImportColumn, schema: typeof venueNameSchema, report: Report): string | null {
  const text = cells[column];
  if (text === undefined) {
    report(column, 'missing');
    return null;
  }
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  report(column, parsed.error.issues[0]?.code === 'too_small' ? 'too-short' : 'too-long');
  return null;
}

function readCommune(cells: Cells, findCommune: FindCommune, report: Report): string | null {
  if (cells.commune === undefined) {
    report('commune', 'missing');
    return null;
  }
  const found = findCommune(cells.commune, cells.province ?? '');
  if (found.code !== null) return found.code;
  report('commune', found.why, { suggestions: [...found.suggestions] });
  return null;
}

function readEntrances(cells: Cells, report: Report): string[] | null {
  const names = (cells.entrances ?? '')
    .split(/[;|]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const distinct = [...new Map(names.map((name) => [nameKey(name), name])).values()];
  if (distinct.length > MAX_ENTRANCES) {
    report('entrances', 'too-many-entrances');
    return null;
  }
  if (!distinct.every((name) => entranceNameSchema.safeParse(name).success)) {
    report('entrances', 'too-long');
    return null;
  }
  return distinct;
}

function readResponsible({ responsibleName, responsiblePhone }: Cells, report: Report): Responsible | null {
  if (responsibleName === undefined && responsiblePhone === undefined) return null;
  if (responsibleName === undefined || responsiblePhone === undefined) {
    report(responsibleName === undefined ? 'responsibleName' : 'responsiblePhone', 'half-a-person');
    return null;
  }
  // A spreadsheet that took it for a number has eaten its zero.
  const phone = parsePhone(/^[35789]\d{8}$/.test(responsiblePhone) ? `0${responsiblePhone}` : responsiblePhone);
  const name = personNameSchema.safeParse(responsibleName);
  if (!phone.ok) report('responsiblePhone', 'not-a-phone');
  if (!name.success) report('responsibleName', 'too-long');
  return phone.ok && name.success ? { name: name.data, phone: phone.value } : null;
}

/** Remembers what was looked up: a list has few communes and many rows. */
function createCommuneReader(communes: CommuneFinder): FindCommune {
  const known = new Map<string, ReturnType<FindCommune>>();
  let suggested = 0;
  return (commune, province) => {
    const key = `${commune}\n${province}`;
    const before = known.get(key);
    if (before) return before;
    const found = communes.identify(commune, province);
    const mayAsk = found.length === 0 && suggested < MAX_SUGGESTIONS;
    if (mayAsk) suggested += 1;
    const others = found.length > 0 ? found : mayAsk ? communes.suggest(commune) : [];
    const [only] = found;
    const answer: ReturnType<FindCommune> =
      only && found.length === 1
        ? { code: only.code }
        : {
            code: null,
            why: found.length > 1 ? 'ambiguous-commune' : 'unknown-commune',
            suggestions: others
              .slice(0, IMPORT_LIMITS.suggestions)
              .map(({ name, provinceName }) => `${name}, ${provinceName}`),
          };
    known.set(key, answer);
    return answer;
  };
}
