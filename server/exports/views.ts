import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  type ExportJob,
  type ExportRecord,
  type ExportRequest,
  exportRequestSchema,
} from '#shared/contract/portal-exports.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { Job } from './jobs.ts';
import type { ExportRow } from './reader.ts';

/** `7F3A-91BC`: the random end of the id, short enough to read out; the trail holds the id whole. */
export const referenceOf = (id: string): string =>
  id
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, '$1-');

export const downloadUrlOf = (id: string): string => `${PORTAL_API}/exports/${id}/file`;

/** null: of a format that is no more. */
export function readRequest({ requestJson }: Pick<ExportRow, 'requestJson'>): ExportRequest | null {
  const request = exportRequestSchema.safeParse(JSON.parse(requestJson));
  return request.success ? request.data : null;
}

export const viewJob = (job: Job, ahead: number): ExportJob => ({
  id: job.id,
  reference: referenceOf(job.id),
  state: job.state,
  end: job.end,
  format: job.task.request.format,
  ahead: job.state === 'waiting' ? ahead : 0,
  ...job.progress,
  downloadUrl: downloadUrlOf(job.id),
  fileName: job.fileName,
  bytes: job.made?.bytes ?? null,
  sha256: job.made?.sha256 ?? null,
  expiresAt: job.expiresAt,
});

/** Of one that is not held any more. */
export const viewEnded = (row: ExportRow, request: ExportRequest): ExportJob => ({
  id: row.id,
  reference: referenceOf(row.id),
  ...stateOf(row),
  format: request.format,
  ahead: 0,
  rows: row.rows,
  expectedRows: null,
  downloadUrl: downloadUrlOf(row.id),
  fileName: row.fileName ?? '',
  bytes: row.bytes,
  sha256: row.sha256,
  expiresAt: null,
});

export function viewRecord(row: ExportRow, request: ExportRequest, by: AccountId, isHeld: boolean): ExportRecord {
  const { from, to, format, reveal, reason, entranceId, verdicts, ways, assurances, presence, marks } = request;
  const lists = [verdicts, ways, assurances, marks];
  const { state, end } = stateOf(row);
  return {
    id: row.id,
    reference: referenceOf(row.id),
    at: row.createdAt,
    by: row.createdByName,
    isOwn: row.createdBy === by,
    ...{ state, end, format, from, to, reveal },
    isFiltered: entranceId !== undefined || presence !== undefined || lists.some((list) => (list ?? []).length > 0),
    reason: reason ? reason : null,
    rows: state === 'finished' ? row.rows : null,
    ...{ fileName: row.fileName, bytes: row.bytes, sha256: row.sha256, downloads: row.downloads },
    downloadUrl: isHeld && state === 'finished' && row.createdBy === by ? downloadUrlOf(row.id) : null,
  };
}

/** Before there were states a file was written while it was fetched, or never. */
function stateOf({ state, end, downloadedAt }: ExportRow): Pick<ExportRecord, 'state' | 'end'> {
  if (state !== null) return { state, end };
  return downloadedAt === null ? { state: 'cancelled', end: 'left' } : { state: 'finished', end: null };
}
