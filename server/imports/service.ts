import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  IMPORT_LIMITS,
  type ImportAnswer,
  type ImportCounts,
  importSchema,
  type RowResult,
  type RowStatus,
  type VenueImport,
} from '#shared/contract/portal-imports.ts';
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { nameCommunes, openCommuneFinder } from '../units/service.ts';
import type { VenueService } from '../venues/service.ts';
import { FILE_WORDS } from './columns.ts';
import { type Plan, type PlannedRow, planImport } from './interpret.ts';
import { createFileReader, type FileReader } from './read-file.ts';
import {
  countApplied,
  findChunk,
  findImport,
  findNewestImport,
  findNextChunk,
  type ImportChunk,
  type ImportRecord,
} from './reader.ts';
import { type FileFormat, writeResult } from './result-file.ts';
import { deleteImport, deleteImports, insertImport, markChunkApplied, markFinished } from './transactor.ts';

export interface Importer {
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
}

/** Many venues from a file: read and compared first, let in piece by piece afterwards. */
export interface ImportService {
  /** Reads a file and says what it would change. The one looked at before is forgotten. */
  check(by: Importer, file: Uint8Array): Promise<ImportAnswer>;
  find(organisationId: OrganisationId, id: string): Promise<VenueImport | null>;
  /** The person's own that waits. */
  findCurrent(by: Importer): Promise<VenueImport | null>;
  /** Lets the next rows in; nothing more once all are. Rows that are in stay in, whatever happens in between. */
  step(by: Importer, id: string): Promise<VenueImport | null>;
  /** @returns false when there is none. */
  forget(organisationId: OrganisationId, id: string): Promise<boolean>;
  writeResult(
    organisationId: OrganisationId,
    id: string,
    format: FileFormat,
    language: Language,
  ): Promise<FileAnswer | null>;
  writeTemplate(format: FileFormat, language: Language): Promise<FileAnswer>;
}

export interface ImportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'sealSecret' | 'openSecret'>;
  readonly venues: VenueService;
  readonly timeZone: string;
}

/** What a dry run found, as it is shown. */
const viewSchema = importSchema.pick({ counts: true, problems: true, preview: true, ignoredColumns: true });
type View = z.infer<typeof viewSchema>;
const resultsSchema = z.array(z.custom<RowResult>());

export function createImportService(deps: ImportDependencies): ImportService {
  const { store, clock } = deps;
  const readFile = createFileReader();
  return {
    check: (by, file) => checkFile(deps, readFile, by, file),
    async find(organisationId, id) {
      const found = await findImport(store.read, organisationId, id, clock.now());
      return found ? viewImport(deps, found) : null;
    },
    async findCurrent({ organisationId, accountId }) {
      const found = await findNewestImport(store.read, organisationId, accountId, clock.now());
      return found ? viewImport(deps, found) : null;
    },
    async step(by, id) {
      const found = await findImport(store.read, by.organisationId, id, clock.now());
      if (!found) return null;
      await store.transact((tx) => applyNextChunk(deps, tx, by, found));
      const after = await findImport(store.read, by.organisationId, id, clock.now());
      return after ? viewImport(deps, after) : null;
    },
    forget: (organisationId, id) =>
      store.transact(async (tx) => {
        if (!(await findImport(tx, organisationId, id, clock.now()))) return false;
        await deleteImport(tx, id);
        return true;
      }),
    async writeResult(organisationId, id, format, language) {
      const found = await findImport(store.read, organisationId, id, clock.now());
      if (!found) return null;
      const { venues, timeZone } = deps;
      return writeResult(
        {
          rows: readRows(deps, found),
          venues,
          organisationId,
          timeZone,
          checkedAt: found.createdAt,
          total: found.rows,
        },
        format,
        language,
      );
    },
    async writeTemplate(format, language) {
      // Loaded when first needed: reading and writing workbooks costs a start more than a fifth of a second.
      const { writeTemplate } = await import('./template.ts');
      return writeTemplate(format, language, deps.timeZone);
    },
  };
}

async function checkFile(
  { store, clock, keys, venues }: ImportDependencies,
  readFile: FileReader,
  { organisationId, accountId }: Importer,
  file: Uint8Array,
): Promise<ImportAnswer> {
  const sheet = await readFile(file);
  if (!sheet.ok) return { kind: 'refused', code: sheet.error };
  const communes = await openCommuneFinder(store.read, clock.today());
  const known = await venues.readKnown(store.read, organisationId, null);
  const plan = await planImport(sheet.value, { communes, known });
  if (!plan.ok) return { kind: 'refused', code: plan.error };
  const id = randomUUID();
  const at = clock.now();
  const { rows } = plan.value;
  const view = await describePlan(store, plan.value);
  const chunks = chunksOf(rows).map((chunk, number) =>
    keys.sealSecret(chunkName(id, number), Buffer.from(JSON.stringify(chunk))),
  );
  const record = {
    ...{ id, organisationId, at, expiresAt: at + IMPORT_LIMITS.keptMs, rows: rows.length, chunks },
    ...{ createdBy: accountId, countsJson: JSON.stringify(view) },
  };
  await store.transact(async (tx) => {
    await deleteImports(tx, organisationId, accountId, at);
    await insertImport(tx, record);
    const act = { at, actor: accountId, action: 'venues.import-checked', organisationId } as const;
    await recordAudit(tx, { ...act, subject: `import:${id}`, details: { rows: rows.length, ...view.counts } });
  });
  const { createdAt, expiresAt } = { createdAt: at, expiresAt: record.expiresAt };
  const shown = { id, createdAt, expiresAt, rows: rows.length, done: 0, finishedAt: null };
  return { kind: 'checked', import: { ...shown, ...view } };
}

const chunkName = (importId: string, number: number): string => `import/${importId}/${number}`;

const chunksOf = (rows: readonly PlannedRow[]): (readonly PlannedRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / IMPORT_LIMITS.rowsPerStep) }, (_, i) =>
    rows.slice(i * IMPORT_LIMITS.rowsPerStep, (i + 1) * IMPORT_LIMITS.rowsPerStep),
  );

async function describePlan(store: Store, { rows, ignoredColumns }: Plan): Promise<View> {
  const count = (status: RowStatus): number => rows.filter((row) => row.status === status).length;
  const counts: ImportCounts = {
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    error: count('error'),
  };
  const moving = rows
    .filter(({ status }) => status === 'new' || status === 'changed')
    .slice(0, IMPORT_LIMITS.rowsShown);
  const names = await nameCommunes(
    store.read,
    moving.flatMap(({ entry }) => entry?.address.communeCode ?? []),
  );
  return {
    counts,
    ignoredColumns: [...ignoredColumns],
    problems: rows.flatMap(({ problems }) => problems).slice(0, IMPORT_LIMITS.problemsShown),
    preview: moving.map(({ row, entry, status, changes }) => ({
      row,
      status,
      changes: [...changes],
      name: entry?.name ?? '',
      communeName: names.get(entry?.address.communeCode ?? '')?.communeName ?? '',
    })),
  };
}

async function viewImport({ store }: ImportDependencies, record: ImportRecord): Promise<VenueImport> {
  const { id, createdAt, expiresAt, rows, countsJson, finishedAt } = record;
  const applied = await countApplied(store.read, id);
  const done = Math.min(rows, applied * IMPORT_LIMITS.rowsPerStep);
  return { id, createdAt, expiresAt, rows, done, finishedAt, ...viewSchema.parse(JSON.parse(countsJson)) };
}

function openChunk({ keys }: ImportDependencies, importId: string, chunk: ImportChunk): readonly PlannedRow[] {
  const opened = keys.openSecret(chunkName(importId, chunk.number), chunk.rowsSealed);
  // Sealed by this very server.
  return JSON.parse(Buffer.from(opened).toString('utf8')) as readonly PlannedRow[];
}

/** In one transaction with the venues themselves: cut off anywhere, the next step begins where this one did. */
async function applyNextChunk(
  deps: ImportDependencies,
  tx: Writable,
  { organisationId, accountId }: Importer,
  record: ImportRecord,
): Promise<void> {
  const chunk = await findNextChunk(tx, record.id);
  const at = deps.clock.now();
  if (!chunk) return;
  const rows = openChunk(deps, record.id, chunk);
  const entries = rows.flatMap(({ entry }) => entry ?? []);
  const known = await deps.venues.readKnown(tx, organisationId, entries);
  const results: RowResult[] = [];
  for (const { row, entry } of rows) {
    if (!entry) {
      results.push({ row, status: 'error', venueId: null });
      continue;
    }
    const entranceName = FILE_WORDS.vi.entrance;
    const put = await deps.venues.put(tx, { organisationId, actor: accountId, at, known, entry, entranceName });
    results.push({ row, ...put });
  }
  await markChunkApplied(tx, record.id, chunk.number, at, JSON.stringify(results));
  if (await findNextChunk(tx, record.id)) return;
  await markFinished(tx, record.id, at);
  const act = { at, actor: accountId, action: 'venues.imported', organisationId } as const;
  await recordAudit(tx, { ...act, subject: `import:${record.id}`, details: { rows: record.rows } });
}

/** Chunk by chunk, with what became of each row; of those not let in yet, what would. */
async function* readRows(
  deps: ImportDependencies,
  { id, rows }: ImportRecord,
): AsyncGenerator<readonly { readonly planned: PlannedRow; readonly result: RowResult | null }[]> {
  const chunks = Math.ceil(rows / IMPORT_LIMITS.rowsPerStep);
  for (let number = 0; number < chunks; number += 1) {
    const chunk = await findChunk(deps.store.read, id, number);
    if (!chunk) return;
    const results = chunk.resultsJson === null ? [] : resultsSchema.parse(JSON.parse(chunk.resultsJson));
    const byRow = new Map(results.map((result) => [result.row, result]));
    yield openChunk(deps, id, chunk).map((planned) => ({ planned, result: byRow.get(planned.row) ?? null }));
  }
}
