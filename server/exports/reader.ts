import type { ExportEnd, ExportState } from '#shared/contract/portal-exports.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface ExportRow {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly createdBy: AccountId | null;
  /** null: an account that is no more. */
  readonly createdByName: string | null;
  /** `exportRequestSchema` */
  readonly requestJson: string;
  readonly rows: number;
  readonly createdAt: Instant;
  readonly downloadedAt: Instant | null;
  readonly state: ExportState | null;
  readonly end: ExportEnd | null;
  readonly fileName: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly downloads: number;
}

const selectExports = (db: Readable) =>
  db
    .selectFrom('exports')
    .leftJoin('accounts', 'accounts.id', 'exports.created_by')
    .select([
      'exports.id',
      'exports.organisation_id as organisationId',
      'exports.venue_id as venueId',
      'exports.created_by as createdBy',
      'accounts.name as createdByName',
      'exports.request_json as requestJson',
      'exports.rows',
      'exports.created_at as createdAt',
      'exports.downloaded_at as downloadedAt',
      'exports.state',
      'exports.end_reason as end',
      'exports.file_name as fileName',
      'exports.bytes',
      'exports.sha256',
      'exports.downloads',
    ]);

export const findExport = (db: Readable, id: string): Promise<ExportRow | undefined> =>
  selectExports(db).where('exports.id', '=', id).executeTakeFirst();

/** Newest first. @param by only those of this account. */
export const listExports = (
  db: Readable,
  venueId: VenueId,
  { by, limit }: { readonly by: AccountId | undefined; readonly limit: number },
): Promise<ExportRow[]> =>
  selectExports(db)
    .where('exports.venue_id', '=', venueId)
    .$if(by !== undefined, (q) => q.where('exports.created_by', '=', by as AccountId))
    .orderBy('exports.created_at', 'desc')
    .orderBy('exports.id', 'desc')
    .limit(limit)
    .execute();

/** Waiting or being made, as far as the database knows. */
export const listOpenExports = (db: Readable): Promise<ExportRow[]> =>
  selectExports(db).where('exports.state', 'in', ['waiting', 'running']).execute();
