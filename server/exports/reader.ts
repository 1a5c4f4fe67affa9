import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface ExportRecord {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly createdBy: AccountId | null;
  /** `exportRequestSchema` */
  readonly requestJson: string;
}

/** Neither downloaded nor expired. */
export const findOpenExport = (db: Readable, id: string, now: Instant): Promise<ExportRecord | undefined> =>
  db
    .selectFrom('exports')
    .select([
      'id',
      'organisation_id as organisationId',
      'venue_id as venueId',
      'created_by as createdBy',
      'request_json as requestJson',
    ])
    .where('id', '=', id)
    .where('downloaded_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
