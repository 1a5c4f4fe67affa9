/** The files people ordered, in the conventions of `schema.ts`. */
import type { Generated } from 'kysely';
import type { ExportEnd, ExportState } from '#shared/contract/portal-exports.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

export interface ExportsTable {
  id: string;
  organisation_id: OrganisationId;
  venue_id: VenueId;
  created_by: AccountId | null;
  /** `exportRequestSchema` */
  request_json: string;
  /** Expected, then in the file. */
  rows: number;
  created_at: Instant;
  /** Until when the server holds the file. */
  expires_at: Instant;
  /** Last. */
  downloaded_at: Instant | null;
  /** null: of a time when a file was written while it was fetched. */
  state: Generated<ExportState | null>;
  end_reason: Generated<ExportEnd | null>;
  ended_at: Generated<Instant | null>;
  file_name: Generated<string | null>;
  bytes: Generated<number | null>;
  /** Of the file, lower-case hex. */
  sha256: Generated<string | null>;
  /** Of its rows, as the file itself tells it. */
  rows_sha256: Generated<string | null>;
  downloads: Generated<number>;
}
