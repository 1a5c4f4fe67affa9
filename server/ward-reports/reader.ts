import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface StoredCall {
  readonly id: string;
  readonly unitCodes: readonly string[];
  readonly title: string;
  readonly dueAt: Instant;
  /** null: cities are not asked. */
  readonly cityDueAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: AccountId;
}

const LISTED = 50;

const selectCalls = (db: Readable) =>
  db
    .selectFrom('report_calls')
    .select([
      'id',
      'units_json as unitsJson',
      'title',
      'due_at as dueAt',
      'city_due_at as cityDueAt',
      'created_at as createdAt',
      'created_by as createdBy',
    ]);

const parse = ({ unitsJson, ...row }: Omit<StoredCall, 'unitCodes'> & { readonly unitsJson: string }): StoredCall => ({
  ...row,
  unitCodes: JSON.parse(unitsJson) as string[],
});

/** Newest deadline first. */
export const listCalls = async (db: Readable): Promise<StoredCall[]> =>
  (await selectCalls(db).orderBy('due_at', 'desc').orderBy('id').limit(LISTED).execute()).map(parse);

export async function findCall(db: Readable, id: string): Promise<StoredCall | undefined> {
  const row = await selectCalls(db).where('id', '=', id).executeTakeFirst();
  return row && parse(row);
}

export interface StoredSubmission {
  readonly callId: string;
  readonly unitCode: string;
  readonly figuresJson: string;
  readonly sha256: string;
  readonly note: string;
  readonly submittedAt: Instant;
}

export async function listSubmissions(db: Readable, callIds: readonly string[]): Promise<StoredSubmission[]> {
  if (callIds.length === 0) return [];
  return db
    .selectFrom('report_submissions')
    .select([
      'call_id as callId',
      'unit_code as unitCode',
      'figures_json as figuresJson',
      'sha256',
      'note',
      'submitted_at as submittedAt',
    ])
    .where('call_id', 'in', callIds)
    .execute();
}

/** What a ward did in the field, of its open venues. */
export async function countFieldWork(
  db: Readable,
  communeCode: string,
): Promise<{ readonly inspected: number; readonly passed: number; readonly openCases: number }> {
  const last = await db
    .selectFrom('inspections')
    .innerJoin('venues', 'venues.id', 'inspections.venue_id')
    .select(['venues.id', 'inspections.passed'])
    .where('venues.commune_code', '=', communeCode)
    .where('venues.closed_at', 'is', null)
    .orderBy('inspections.received_at')
    .orderBy('inspections.id')
    .execute();
  const byVenue = new Map(last.map(({ id, passed }) => [id, passed]));
  const { openCases } = await db
    .selectFrom('ward_cases')
    .innerJoin('venues', 'venues.id', 'ward_cases.venue_id')
    .select(({ fn }) => fn.countAll<number>().as('openCases'))
    .where('venues.commune_code', '=', communeCode)
    .where('ward_cases.state', '!=', 'answered')
    .executeTakeFirstOrThrow();
  const passed = [...byVenue.values()].filter((one) => one === 1).length;
  return { inspected: byVenue.size, passed, openCases };
}

export interface StoredCitySubmission {
  readonly id: string;
  readonly callId: string;
  readonly area: string;
  readonly figuresJson: string;
  readonly sha256: string;
  readonly note: string;
  readonly submittedAt: Instant;
}

export async function listCitySubmissions(db: Readable, callIds: readonly string[]): Promise<StoredCitySubmission[]> {
  if (callIds.length === 0) return [];
  return db
    .selectFrom('city_submissions')
    .select(['id', 'call_id as callId', 'area', 'figures_json as figuresJson'])
    .select(['sha256', 'note', 'submitted_at as submittedAt'])
    .where('call_id', 'in', callIds)
    .orderBy('area')
    .execute();
}
