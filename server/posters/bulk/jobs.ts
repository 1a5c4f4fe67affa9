import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LeftOutPoster, PosterJob } from '#shared/contract/portal-posters.ts';
import { mintId, type OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { posterFileName } from '../file-names.ts';
import { describePoster, type PosterLook, type PosterSubject } from '../subject.ts';
import type { BulkNews, BulkOrder } from './messages.ts';

/** What is to be drawn, for whom. */
export interface JobOrder {
  readonly organisationId: OrganisationId;
  readonly actor: string;
  readonly subjects: readonly PosterSubject[];
  readonly look: PosterLook;
  readonly file: 'pdf' | 'zip';
}

export interface FinishedJob {
  readonly order: JobOrder;
  /** Without those left out. */
  readonly drawn: readonly PosterSubject[];
  readonly file: string;
  /** The first to take the file away. */
  readonly isFirst: boolean;
}

interface Job {
  readonly id: string;
  readonly order: JobOrder;
  readonly path: string;
  readonly createdAt: Instant;
  readonly leftOut: Map<number, LeftOutPoster>;
  state: PosterJob['state'];
  checked: number;
  drawn: number;
  bytes: number | null;
  expiresAt: Instant | null;
  worker: Worker | null;
  timer: NodeJS.Timeout | null;
  taken: boolean;
}

const KEPT_MS = 60 * 60_000;
const MAX_JOBS_EACH = 3;
const SHOWN_LEFT_OUT = 100;
const WORKER_LIMITS = { maxOldGenerationSizeMb: 768, stackSizeMb: 4 } as const;

/** Work of minutes, in a thread of its own, one job at a time; files wait an hour and are gone with the server. */
export class BulkJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #folder: string;
  readonly #now: () => Instant;
  #running: Job | null = null;
  #folderIsClean = false;

  constructor(folder: string, now: () => Instant) {
    this.#folder = folder;
    this.#now = now;
  }

  /** @returns `busy` when the organisation has as many as it may. */
  start(order: JobOrder): Result<PosterJob, 'busy'> {
    if (!this.#makeRoom(order.organisationId)) return err('busy');
    this.#prepareFolder();
    const id = mintId<string>();
    const path = join(this.#folder, `${id}.${order.file}`);
    const job = createJob(id, order, path, this.#now());
    this.#jobs.set(id, job);
    this.#runNext();
    return ok(viewJob(job));
  }

  find(id: string, organisationId: OrganisationId): PosterJob | null {
    const job = this.#findOwn(id, organisationId);
    return job && viewJob(job);
  }

  /** Stops it, or deletes its file. @returns false when there is none. */
  cancel(id: string, organisationId: OrganisationId): boolean {
    const job = this.#findOwn(id, organisationId);
    if (!job) return false;
    if (job.worker) {
      job.state = 'cancelled';
      void job.worker.terminate();
    } else this.#forget(job);
    return true;
  }

  take(id: string, organisationId: OrganisationId): FinishedJob | null {
    const job = this.#findOwn(id, organisationId);
    if (job?.state !== 'done') return null;
    const isFirst = !job.taken;
    job.taken = true;
    const drawn = job.order.subjects.filter((_, index) => !job.leftOut.has(index));
    return { order: job.order, drawn, file: job.path, isFirst };
  }

  async close(): Promise<void> {
    const worker = this.#running?.worker;
    for (const job of this.#jobs.values()) {
      job.state = 'cancelled';
      if (job.timer) clearTimeout(job.timer);
    }
    await worker?.terminate();
    if (this.#folderIsClean) rmSync(this.#folder, { recursive: true, force: true });
    this.#jobs.clear();
  }

  #prepareFolder(): void {
    if (this.#folderIsClean) return;
    // What an earlier run left behind belongs to nobody.
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#folderIsClean = true;
  }

  #runNext(): void {
    if (this.#running) return;
    const next = [...this.#jobs.values()].find(({ state }) => state === 'waiting');
    if (!next) return;
    this.#running = next;
    next.state = 'checking';
    next.worker = startWorker(next, (state) => {
      this.#finish(next, state);
      this.#running = null;
      this.#runNext();
    });
  }

  #finish(job: Job, state: PosterJob['state']): void {
    job.worker = null;
    job.state = state;
    job.expiresAt = this.#now() + KEPT_MS;
    if (state !== 'done') rmSync(job.path, { force: true });
    job.timer = setTimeout(() => this.#forget(job), KEPT_MS).unref();
  }

  #forget(job: Job): void {
    if (job.timer) clearTimeout(job.timer);
    rmSync(job.path, { force: true });
    this.#jobs.delete(job.id);
  }

  #findOwn(id: string, organisationId: OrganisationId): Job | null {
    const job = this.#jobs.get(id);
    return job?.order.organisationId === organisationId ? job : null;
  }

  /** The oldest that is over gives way. @returns false when all are under way. */
  #makeRoom(organisationId: OrganisationId): boolean {
    const own = [...this.#jobs.values()].filter(({ order }) => order.organisationId === organisationId);
    if (own.length < MAX_JOBS_EACH) return true;
    const over = own.find(({ expiresAt }) => expiresAt !== null);
    if (over) this.#forget(over);
    return over !== undefined;
  }
}

const createJob = (id: string, order: JobOrder, path: string, createdAt: Instant): Job => ({
  ...{ id, order, path, createdAt, leftOut: new Map() },
  ...{ state: 'waiting', checked: 0, drawn: 0, bytes: null, expiresAt: null },
  ...{ worker: null, timer: null, taken: false },
});

/** @param onEnd said once, when the thread is gone. */
function startWorker(job: Job, onEnd: (state: PosterJob['state']) => void): Worker {
  const { order } = job;
  const descriptions = order.subjects.map((subject) => describePoster(subject, { ...order.look, logo: null }));
  const workerData: BulkOrder = {
    posters: descriptions,
    logo: order.look.logo,
    file: order.file,
    names: order.subjects.map((subject) => posterFileName(subject, 'pdf')),
    path: job.path,
  };
  const worker = new Worker(new URL('./bulk-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: WORKER_LIMITS,
  });
  // Who stops the server does not wait for posters.
  worker.unref();
  worker.on('message', (news: BulkNews) => hear(job, news));
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    if (job.state === 'cancelled') onEnd('cancelled');
    else onEnd(job.bytes !== null && job.bytes > 0 ? 'done' : 'failed');
  });
  return worker;
}

function hear(job: Job, news: BulkNews): void {
  if (job.state === 'cancelled') return;
  switch (news.kind) {
    case 'checked':
      job.checked = news.count;
      return;
    case 'drawn':
      job.state = 'drawing';
      job.drawn = news.count;
      return;
    case 'left-out': {
      const subject = job.order.subjects[news.index];
      if (!subject) return;
      const { venueId, venueName, entranceName } = subject;
      job.leftOut.set(news.index, { venueId, venueName, entranceName, preflight: news.preflight });
      return;
    }
    case 'done':
      job.bytes = news.bytes;
      return;
  }
}

const viewJob = (job: Job): PosterJob => ({
  id: job.id,
  state: job.state,
  posters: job.order.subjects.length,
  checked: job.checked,
  drawn: job.drawn,
  file: job.order.file,
  bytes: job.bytes,
  leftOut: [...job.leftOut.values()].slice(0, SHOWN_LEFT_OUT),
  leftOutCount: job.leftOut.size,
  createdAt: job.createdAt,
  expiresAt: job.expiresAt,
});

export const readJobFile = (path: string): AsyncIterable<Uint8Array> => createReadStream(path);
