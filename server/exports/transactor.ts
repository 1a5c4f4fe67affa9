import type { ExportEnd, ExportState } from '#shared/contract/portal-exports.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { MadeFile } from './make-file.ts';

export interface NewExport {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly createdBy: AccountId;
  readonly requestJson: string;
  readonly fileName: string;
  readonly at: Instant;
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
      rows: 0,
      created_at: made.at,
      expires_at: made.at,
      downloaded_at: null,
      state: 'waiting',
      file_name: made.fileName,
    })
    .execute();
}

export async function markRunning(tx: Writable, id: string): Promise<void> {
  await tx.updateTable('exports').set({ state: 'running' }).where('id', '=', id).execute();
}

export async function markFinished(
  tx: Writable,
  id: string,
  made: MadeFile,
  { at, expiresAt }: { readonly at: Instant; readonly expiresAt: Instant },
): Promise<void> {
  const { bytes, sha256, tally } = made;
  await tx
    .updateTable('exports')
    .set({ state: 'finished', ended_at: at, expires_at: expiresAt, bytes, sha256 })
    .set({ rows: tally.rows, rows_sha256: tally.sha256 })
    .where('id', '=', id)
    .execute();
}

export async function markEnded(
  tx: Writable,
  id: string,
  state: Extract<ExportState, 'cancelled' | 'broken'>,
  { at, end }: { readonly at: Instant; readonly end: ExportEnd },
): Promise<void> {
  await tx.updateTable('exports').set({ state, end_reason: end, ended_at: at }).where('id', '=', id).execute();
}

export async function markDownloaded(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx
    .updateTable('exports')
    .set((row) => ({ downloaded_at: at, downloads: row('downloads', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
