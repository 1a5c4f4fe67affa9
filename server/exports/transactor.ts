import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { ExportRecord } from './reader.ts';

export interface NewExport extends ExportRecord {
  readonly rows: number;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertExport(tx: Writable, made: NewExport): Promise<void> {
  await tx
    .insertInto('exports')
    .values({
      id: made.id,
      organisation_id: made.organisationId,
      venue_id: made.venueId,
      created_by: made.createdBy,
      request_json: made.requestJson,
      rows: made.rows,
      created_at: made.at,
      expires_at: made.expiresAt,
      downloaded_at: null,
    })
    .execute();
}

export async function markDownloaded(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('exports').set({ downloaded_at: at }).where('id', '=', id).execute();
}
