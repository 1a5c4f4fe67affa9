import { join } from 'node:path';
import {
  type ExportJob,
  type ExportPreview,
  type ExportRecord,
  MAX_OWN_EXPORTS,
} from '#shared/contract/portal-exports.ts';
import type { LogFilter as LogWish } from '#shared/contract/portal-visits.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { Session } from '../http/principals.ts';
import type { VisitLine } from '../visits/service.ts';
import { writeCsv } from './csv.ts';
import type { ExportDependencies } from './dependencies.ts';
import { createHost, recordExport, settleLost } from './host.ts';
import { createJobs, isSettled, type Job, type Jobs } from './jobs.ts';
import { CONTENT_TYPES, toCells } from './log-file.ts';
import { createCellMaker, logColumns } from './log-table.ts';
import { type ExportOrder, MAY_REVEAL, type OrderRefusal, placeOrder, previewExport } from './order.ts';
import { MAX_WAITING } from './queue.ts';
import { findExport, listExports } from './reader.ts';
import { markDownloaded } from './transactor.ts';
import { readRequest, viewEnded, viewJob, viewRecord } from './views.ts';

export { writeCsv } from './csv.ts';
export { CSV_TYPE, XLSX_TYPE } from './log-file.ts';
export type { Cell, LogTable } from './log-table.ts';
export { writeXlsx } from './xlsx.ts';

/** Whose, of which tenant: of anybody else nothing is found. */
export interface Orderer {
  readonly organisationId: OrganisationId;
  readonly session: Session;
}

export interface ExportService {
  preview(venueId: VenueId, wish: LogWish): Promise<ExportPreview>;
  /**
   * Begins to make a file, or queues it. Names and phones in full are for owners and managers.
   * conflict: this person has as many under way as one may. unavailable: too many wait already. too-large: for paper.
   */
  order(order: ExportOrder, by: Session): Promise<Result<ExportJob, OrderRefusal | 'conflict' | 'unavailable'>>;
  find(id: string, by: Orderer): Promise<ExportJob | null>;
  /** Sends how far it is until it is settled, the watcher may not watch any more, or the signal aborts. */
  watch(
    id: string,
    by: Orderer,
    isAllowed: () => Promise<boolean>,
  ): Promise<((send: (job: ExportJob) => void, signal: AbortSignal) => Promise<void>) | null>;
  /** Ends it, or drops the finished file. @returns whether there was one. */
  cancel(id: string, by: Orderer): Promise<boolean>;
  /** The file, once it is finished, for the person who ordered it and may still have it. @param gone they do not wait any more. */
  download(id: string, by: Orderer, gone: AbortSignal): Promise<FileAnswer | null>;
  list(venueId: VenueId, by: Orderer): Promise<ExportRecord[]>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

const SEES_OTHERS: ReadonlySet<Role> = new Set(['owner', 'manager', 'auditor']);
const LISTED = 100;
export function createExportService(deps: ExportDependencies): ExportService {
  const folder = join(deps.dataDir, 'exports');
  const jobs = createJobs(createHost(deps, folder));
  const admit = createAdmission(jobs);
  let isReady: Promise<void> | undefined;
  /** What an earlier run of this server left behind; a command beside this one must not take it for lost. */
  const ready = (): Promise<void> => (isReady ??= settleLost(deps, folder));
  const own = (id: string, { organisationId, session }: Orderer): Job | null => {
    const job = jobs.find(id);
    return job?.organisationId === organisationId && job.accountId === session.accountId ? job : null;
  };
  const view = (job: Job): ExportJob => viewJob(job, jobs.aheadOf(job));

  return {
    preview: (venueId, wish) => previewExport(deps, venueId, wish),
    async order(order, by) {
      await ready();
      return admit(by, async () => {
        const ordered = await placeOrder(deps, order, by);
        return ordered.ok ? ok(view(jobs.add(ordered.value))) : ordered;
      });
    },
    async find(id, by) {
      const job = own(id, by);
      if (job) return view(job);
      await ready();
      const row = await findExport(deps.store.read, id);
      const request = row && readRequest(row);
      const isOwn = row?.organisationId === by.organisationId && row.createdBy === by.session.accountId;
      return isOwn && request ? viewEnded(row, request) : null;
    },
    async watch(id, by, isAllowed) {
      if (!own(id, by)) return null;
      return (send, signal) => watch(jobs, { id, isAllowed, send: (job) => send(view(job)) }, signal);
    },
    async cancel(id, by) {
      if (!own(id, by)) return false;
      await jobs.cancel(id, 'person');
      return true;
    },
    async download(id, by, gone) {
      if (!own(id, by)) return null;
      const job = await jobs.watch(id, () => undefined, gone);
      return job?.state === 'finished' ? download(deps, jobs, job, by) : null;
    },
    async list(venueId, { session }) {
      await ready();
      const by = SEES_OTHERS.has(session.role) ? undefined : session.accountId;
      const rows = await listExports(deps.store.read, venueId, { by, limit: LISTED });
      return rows.flatMap((row) => {
        const request = readRequest(row);
        return request ? [viewRecord(row, request, session.accountId, jobs.find(row.id) !== null)] : [];
      });
    },
    close: () => jobs.close(),
  };
}

type Placed = Result<ExportJob, OrderRefusal>;

/** Orders that are still being written down count too, or a volley of them at once would find room for all. */
function createAdmission(jobs: Jobs) {
  const placing = new Set<Pick<Job, 'accountId' | 'state'>>();
  return async ({ accountId }: Session, place: () => Promise<Placed>): ReturnType<ExportService['order']> => {
    const underWay = [...jobs.list().filter((job) => !isSettled(job)), ...placing];
    if (underWay.filter((one) => one.accountId === accountId).length >= MAX_OWN_EXPORTS) return err('conflict');
    if (underWay.filter(({ state }) => state === 'waiting').length >= MAX_WAITING) return err('unavailable');
    const order = { accountId, state: 'waiting' } as const;
    placing.add(order);
    return place().finally(() => placing.delete(order));
  };
}

interface Watching {
  readonly id: string;
  readonly isAllowed: () => Promise<boolean>;
  readonly send: (job: Job) => void;
}

const CHECK_MS = 20_000;

/** A session that ended sees nothing more, and keeps nothing going. */
async function watch(jobs: Jobs, { id, isAllowed, send }: Watching, signal: AbortSignal): Promise<void> {
  const out = new AbortController();
  const check = setInterval(() => void isAllowed().then((allowed) => allowed || out.abort()), CHECK_MS).unref();
  try {
    await jobs.watch(id, send, AbortSignal.any([signal, out.signal]));
  } finally {
    clearInterval(check);
  }
}

async function download(
  { store, clock }: ExportDependencies,
  jobs: Jobs,
  job: Job,
  { session }: Orderer,
): Promise<FileAnswer | null> {
  const { request } = job.task;
  // What somebody may do can have changed since they ordered it.
  if (request.reveal && !MAY_REVEAL.has(session.role)) return null;
  const body = jobs.read(job.id);
  if (!body || !job.made) return null;
  const at = clock.now();
  await store.transact(async (tx) => {
    await markDownloaded(tx, job.id, at);
    await recordExport(tx, job, 'export.downloaded', at);
  });
  const { fileName, made } = job;
  return { contentType: CONTENT_TYPES[request.format], fileName, disposition: 'attachment', length: made.bytes, body };
}

/** The log as CSV for a pipe rather than a spreadsheet: commas, no byte order mark. */
export function formatLogCsv(
  pages: AsyncIterable<readonly VisitLine[]>,
  language: Language,
  timeZone: string,
): AsyncIterable<string> {
  const table = { columns: logColumns(language), timeZone, pages: toCells(pages, createCellMaker(language)) };
  return writeCsv(table, { delimiter: ',', byteOrderMark: false });
}
