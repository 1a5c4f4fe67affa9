import { createHash } from 'node:crypto';
import {
  type CityFigures,
  type CityRow,
  cityFiguresSchema,
  type Report,
} from '#shared/contract/portal-ward-reports.ts';
import { mintId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { Store } from '../store/access.ts';
import { areWithin } from '../units/service.ts';
import { sumCounts } from '../ward/service.ts';
import { type Area, areaKeyOf, listAreas, type Office, openArea, rowsOfArea } from './areas.ts';
import { listCitySubmissions, type StoredCall, type StoredCitySubmission } from './reader.ts';
import { insertCitySubmission } from './transactor.ts';

export interface CityReportParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly listOffices: () => Promise<readonly Office[]>;
}

/** The city that the officer reports for in this call; null: cities are not asked, or the officer is of none. */
export const ownAreaOf = (call: StoredCall, { role, unitCodes }: Pick<Session, 'role' | 'unitCodes'>): string | null =>
  call.cityDueAt !== null && role === 'city-officer' ? areaKeyOf(unitCodes) : null;

/** The cities of a call that the officer sees: a city its own, a province all of them; those that reported and are no more, too. */
export async function listCityRows(
  parts: CityReportParts,
  call: StoredCall,
  officer: Session,
  submissions: readonly StoredCitySubmission[],
): Promise<CityRow[]> {
  const { store } = parts;
  if (call.cityDueAt === null || officer.role === 'ward-officer') return [];
  const own = ownAreaOf(call, officer);
  const areas = own === null ? await listAreas(store, await parts.listOffices(), call.unitCodes) : [];
  const keys = own === null ? [...areas.map(({ key }) => key), ...submissions.map(({ area }) => area)] : [own];
  const rows: CityRow[] = [];
  for (const key of [...new Set(keys)].toSorted()) {
    if (!(await areWithin(store.read, key.split(','), officer.unitCodes))) continue;
    rows.push(
      viewRow(
        await openArea(store, key),
        call.cityDueAt,
        submissions.find(({ area }) => area === key),
      ),
    );
  }
  return rows;
}

function viewRow({ key, name }: Area, dueAt: number, given: StoredCitySubmission | undefined): CityRow {
  const empty = { submittedAt: null, figures: null, note: '', sha256: null };
  if (!given) return { area: key, name, state: 'missing', id: null, ...empty };
  const { id, submittedAt, note, sha256 } = given;
  const figures = cityFiguresSchema.parse(JSON.parse(given.figuresJson));
  return {
    ...{ area: key, name: figures.area.name, state: submittedAt > dueAt ? 'late' : 'on-time', id },
    ...{ submittedAt, figures, note, sha256 },
  };
}

/**
 * A city reports what its wards have reported so far, once.
 *
 * @param report as the officer sees it now.
 */
export async function submitCity(
  { store, clock }: CityReportParts,
  call: StoredCall,
  officer: Session,
  { report, note }: { readonly report: Report; readonly note: string },
): Promise<Result<void, 'not-found' | 'conflict'>> {
  const key = ownAreaOf(call, officer);
  if (key === null) return err('not-found');
  const area = await openArea(store, key);
  const [at, by] = [clock.now(), officer.accountId];
  const figures = addUp(area, rowsOfArea(report.rows, area), at);
  const figuresJson = JSON.stringify(figures);
  const sha256 = createHash('sha256').update(figuresJson).digest('hex');
  const isFirst = await store.transact(async (tx) => {
    const submission = { id: mintId<string>(), callId: call.id, area: key, figuresJson, sha256, note, by, at };
    const isInserted = await insertCitySubmission(tx, submission);
    const act = { at, actor: by, action: 'report.submitted', organisationId: null } as const;
    if (isInserted) await recordAudit(tx, { ...act, subject: `report:${call.id}`, details: { area: key, sha256 } });
    return isInserted;
  });
  return isFirst ? ok(undefined) : err('conflict');
}

function addUp({ codes, name }: Area, rows: Report['rows'], at: number): CityFigures {
  const given = rows.flatMap(({ figures }) => figures ?? []);
  const sum = (count: (figures: (typeof given)[number]) => number): number =>
    given.reduce((total, figures) => total + count(figures), 0);
  return {
    area: { codes: [...codes], name },
    at,
    wards: rows.flatMap(({ unit, submittedAt, sha256 }) =>
      submittedAt === null || sha256 === null ? [] : [{ unit, submittedAt, sha256 }],
    ),
    missing: rows.filter(({ state }) => state === 'missing').map(({ unit }) => unit),
    counts: sumCounts(given.map(({ counts }) => counts)),
    inspected: sum(({ inspected }) => inspected),
    passed: sum(({ passed }) => passed),
    openCases: sum(({ openCases }) => openCases),
  };
}

/** A report as a city's submission knew it: what came in later is not in it. */
export function asSubmitted(report: Report, figures: CityFigures): Report {
  const proofs = new Map(figures.wards.map(({ unit, sha256 }) => [unit.code, sha256]));
  const missing = new Set(figures.missing.map(({ code }) => code));
  const rows = report.rows.flatMap((row): Report['rows'] => {
    if (proofs.get(row.unit.code) === row.sha256 && row.sha256 !== null) return [row];
    const isMissing = missing.has(row.unit.code);
    const empty = { submittedAt: null, figures: null, note: '', sha256: null };
    return isMissing ? [{ unit: row.unit, state: 'missing', ...empty }] : [];
  });
  const late = rows.filter(({ state }) => state === 'late').length;
  const call = { ...report.call, asked: rows.length, submitted: proofs.size, late };
  return { ...report, call, rows, totals: figures.counts, now: figures.at };
}

/** How many cities were asked and have reported. */
export const countCities = (call: StoredCall, rows: readonly CityRow[]): Report['call']['cities'] =>
  call.cityDueAt === null || rows.length === 0
    ? null
    : {
        dueAt: call.cityDueAt,
        asked: rows.length,
        submitted: rows.filter(({ state }) => state !== 'missing').length,
        late: rows.filter(({ state }) => state === 'late').length,
      };

export const readCitySubmissions = (store: Store, calls: readonly StoredCall[]): Promise<StoredCitySubmission[]> =>
  listCitySubmissions(
    store.read,
    calls.map(({ id }) => id),
  );
