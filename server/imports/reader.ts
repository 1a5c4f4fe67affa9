import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface ImportRecord {
  readonly id: string;
  readonly createdAt: Instant;
  readonly createdBy: AccountId;
  readonly expiresAt: Instant;
  readonly rows: number;
  readonly countsJson: string;
  readonly finishedAt: Instant | null;
}

export interface ImportChunk {
  readonly number: number;
  readonly rowsSealed: Uint8Array;
  readonly appliedAt: Instant | null;
  readonly resultsJson: string | null;
}

const selectImports = (db: Readable, organisationId: OrganisationId, now: Instant) =>
  db
    .selectFrom('imports')
    .select(['id', 'created_at as createdAt', 'created_by as createdBy', 'expires_at as expiresAt', 'rows'])
    .select(['counts_json as countsJson', 'finished_at as finishedAt'])
    .where('organisation_id', '=', organisationId)
    .where('expires_at', '>', now);

export const findImport = (
  db: Readable,
  organisationId: OrganisationId,
  id: string,
  now: Instant,
): Promise<ImportRecord | undefined> => selectImports(db, organisationId, now).where('id', '=', id).executeTakeFirst();

export const findNewestImport = (
  db: Readable,
  organisationId: OrganisationId,
  by: AccountId,
  now: Instant,
): Promise<ImportRecord | undefined> =>
  selectImports(db, organisationId, now)
    .where('created_by', '=', by)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();

const selectChunks = (db: Readable, importId: string) =>
  db
    .selectFrom('import_chunks')
    .select(['number', 'rows_sealed as rowsSealed', 'applied_at as appliedAt', 'results_json as resultsJson'])
    .where('import_id', '=', importId)
    .orderBy('number');

export const findNextChunk = (db: Readable, importId: string): Promise<ImportChunk | undefined> =>
  selectChunks(db, importId).where('applied_at', 'is', null).limit(1).executeTakeFirst();

export const findChunk = (db: Readable, importId: string, number: number): Promise<ImportChunk | undefined> =>
  selectChunks(db, importId).where('number', '=', number).executeTakeFirst();

export async function countApplied(db: Readable, importId: string): Promise<number> {
  const { count } = await db
    .selectFrom('import_chunks')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('import_id', '=', importId)
    .where('applied_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
