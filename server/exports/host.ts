import type { Instant } from '#shared/domain/instant.ts';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import type { Writable } from '../store/access.ts';
import type { ExportDependencies } from './dependencies.ts';
import type { Job, JobHost } from './jobs.ts';
import { runMaker } from './maker.ts';
import { listOpenExports } from './reader.ts';
import { clearSealedFiles, createSealedFile } from './sealed-file.ts';
import { markEnded, markFinished, markRunning } from './transactor.ts';

/** Into the trail, where all of one file stands under its id. */
export function recordExport(
  tx: Writable,
  { id, organisationId, accountId }: Pick<Job, 'id' | 'organisationId' | 'accountId'>,
  action: AuditAction,
  at: Instant,
  details: AuditDetails = {},
): Promise<void> {
  return recordAudit(tx, { at, actor: accountId, action, organisationId, subject: `export:${id}`, details });
}

/** What a job does to the database, the disk and the trail. */
export function createHost({ store, keys, clock, dataDir, onProblem }: ExportDependencies, folder: string): JobHost {
  return {
    now: () => clock.now(),
    openFile: () => createSealedFile(folder),
    make: (job, file, onProgress, signal) => runMaker(job.task, { store, keys, dataDir }, { file, onProgress, signal }),
    onStarted: (job) =>
      store.transact(async (tx) => {
        await markRunning(tx, job.id);
        const { from, to, reveal } = job.task.request;
        // Before the first name is opened.
        if (reveal) await recordExport(tx, job, 'visits.revealed', clock.now(), { from, to });
      }),
    onFinished: (job, made, expiresAt) =>
      store.transact(async (tx) => {
        const at = clock.now();
        await markFinished(tx, job.id, made, { at, expiresAt });
        const { rows, sha256: rowsSha256 } = made.tally;
        await recordExport(tx, job, 'export.finished', at, {
          rows,
          rowsSha256,
          bytes: made.bytes,
          sha256: made.sha256,
        });
      }),
    onEnded: (job, state, end) =>
      store.transact(async (tx) => {
        const at = clock.now();
        await markEnded(tx, job.id, state, { at, end });
        const action = state === 'cancelled' ? 'export.cancelled' : 'export.broken';
        await recordExport(tx, job, action, at, { end, rows: job.progress.rows });
      }),
    onFault: onProblem,
  };
}

/** Their files went with the process that made them. */
export async function settleLost({ store, clock }: ExportDependencies, folder: string): Promise<void> {
  clearSealedFiles(folder);
  const at = clock.now();
  await store.transact(async (tx) => {
    for (const { id, organisationId } of await listOpenExports(tx)) {
      await markEnded(tx, id, 'broken', { at, end: 'restart' });
      await recordExport(tx, { id, organisationId, accountId: 'system' }, 'export.broken', at, { end: 'restart' });
    }
  });
}
