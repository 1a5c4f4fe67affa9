import type { ExportEnd, ExportState } from '#shared/contract/portal-exports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { ExportTask, MadeFile, Progress } from './make-file.ts';
import { countAhead, pickNext } from './queue.ts';
import type { SealedFile } from './sealed-file.ts';

/** A file that somebody ordered, from the order until it is dropped. In memory only: with the process it is gone. */
export interface Job {
  readonly id: string;
  readonly organisationId: string;
  readonly accountId: string;
  readonly task: ExportTask;
  readonly fileName: string;
  readonly state: ExportState;
  readonly end: ExportEnd | null;
  readonly progress: Progress;
  readonly made: MadeFile | null;
  readonly expiresAt: Instant | null;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

interface HeldJob extends Changing<Job> {
  file: SealedFile | null;
  readonly stop: AbortController;
  readonly listeners: Set<() => void>;
  watchers: number;
  patience: NodeJS.Timeout | undefined;
  expiry: NodeJS.Timeout | undefined;
}

export type NewJob = Pick<Job, 'id' | 'organisationId' | 'accountId' | 'task' | 'fileName'>;

/** What a job's beginning and end mean outside; each is awaited. */
export interface JobHost {
  readonly now: () => Instant;
  openFile(): Promise<SealedFile>;
  /** @returns when nobody writes into the file any more. */
  make(job: Job, file: SealedFile, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<MadeFile>;
  onStarted(job: Job): Promise<void>;
  onFinished(job: Job, made: MadeFile, expiresAt: Instant): Promise<void>;
  onEnded(job: Job, state: 'cancelled' | 'broken', end: ExportEnd): Promise<void>;
  readonly onFault: (error: unknown) => void;
}

export interface Jobs {
  add(job: NewJob): Job;
  find(id: string): Job | null;
  list(): readonly Job[];
  /** Others that go before it. */
  aheadOf(job: Job): number;
  /** Ends what is being made; drops a finished file. */
  cancel(id: string, end: ExportEnd): Promise<void>;
  /** Calls back when something changed, until the signal aborts or nothing will change any more; who watches keeps it alive. */
  watch(id: string, onChange: (job: Job) => void, signal: AbortSignal): Promise<Job | null>;
  /** null: it is not there any more. */
  read(id: string): AsyncIterable<Uint8Array> | null;
  close(): Promise<void>;
}

/** How long a finished file is held. */
export const HOLD_MS = 10 * 60_000;
/** A page that is reloaded is back by then. */
const PATIENCE_MS = 20_000;
/** Finished files that are held at once, on the whole server. */
const MAX_HELD = 20;

export const isSettled = ({ state }: Pick<Job, 'state'>): boolean => state !== 'waiting' && state !== 'running';

/** Why somebody's cancelling ends it; anything else that ends it is a fault. */
class Cancelled extends Error {
  readonly end: ExportEnd;
  constructor(end: ExportEnd) {
    super(`cancelled: ${end}`);
    this.end = end;
  }
}

export const createJobs = (host: JobHost, patienceMs = PATIENCE_MS): Jobs => new JobBoard(host, patienceMs);

class JobBoard implements Jobs {
  readonly #host: JobHost;
  readonly #patienceMs: number;
  readonly #jobs = new Map<string, HeldJob>();
  readonly #runs = new Set<Promise<void>>();

  constructor(host: JobHost, patienceMs: number) {
    this.#host = host;
    this.#patienceMs = patienceMs;
  }

  add(added: NewJob): Job {
    const { expectedRows } = added.task;
    const job: HeldJob = {
      ...{ ...added, state: 'waiting', end: null, progress: { rows: 0, expectedRows }, made: null, expiresAt: null },
      ...{ file: null, stop: new AbortController(), listeners: new Set(), watchers: 0 },
      ...{ patience: undefined, expiry: undefined },
    };
    this.#jobs.set(job.id, job);
    this.#startPatience(job);
    this.#runNext();
    return job;
  }

  find(id: string): Job | null {
    const job = this.#jobs.get(id);
    return job && this.#isHeld(job) ? job : null;
  }

  list(): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => this.#isHeld(job));
  }

  aheadOf(job: Job): number {
    return countAhead<Job>(job, this.#inState('waiting'), this.#inState('running'));
  }

  async cancel(id: string, end: ExportEnd): Promise<void> {
    const job = this.#jobs.get(id);
    if (job) await this.#end(job, end);
  }

  async watch(id: string, onChange: (job: Job) => void, signal: AbortSignal): Promise<Job | null> {
    const job = this.#jobs.get(id);
    if (!job) return null;
    job.watchers += 1;
    clearTimeout(job.patience);
    try {
      await untilSettled(job, onChange, signal);
    } finally {
      job.watchers -= 1;
      this.#startPatience(job);
    }
    return job;
  }

  read(id: string): AsyncIterable<Uint8Array> | null {
    const job = this.#jobs.get(id);
    return job?.file && job.made && this.#isHeld(job) ? job.file.read(job.made.bytes) : null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#jobs.values()].map((job) => this.#end(job, 'restart')));
    await Promise.all(this.#runs);
  }

  #inState(state: ExportState): HeldJob[] {
    return [...this.#jobs.values()].filter((job) => job.state === state);
  }

  #isHeld({ expiresAt }: Job): boolean {
    return expiresAt === null || this.#host.now() < expiresAt;
  }

  #runNext(): void {
    for (;;) {
      const job = pickNext(this.#inState('waiting'), this.#inState('running'));
      if (!job) break;
      job.state = 'running';
      const run = runJob(this.#host, job).then(() => {
        this.#runs.delete(run);
        this.#settle(job);
      });
      this.#runs.add(run);
    }
    // Those who wait have come forward.
    for (const job of this.#inState('waiting')) tell(job);
  }

  #settle(job: HeldJob): void {
    clearTimeout(job.patience);
    if (job.state === 'finished') {
      job.expiry = setTimeout(() => void this.#drop(job), HOLD_MS).unref();
      for (const old of this.#inState('finished').slice(0, -MAX_HELD)) void this.#drop(old);
    } else this.#jobs.delete(job.id);
    tell(job);
    this.#runNext();
  }

  async #drop(job: HeldJob): Promise<void> {
    clearTimeout(job.expiry);
    this.#jobs.delete(job.id);
    tell(job);
    await job.file?.close().catch(this.#host.onFault);
  }

  #startPatience(job: HeldJob): void {
    clearTimeout(job.patience);
    if (isSettled(job) || job.watchers > 0) return;
    const leave = () => void this.#end(job, 'left').catch(this.#host.onFault);
    job.patience = setTimeout(leave, this.#patienceMs).unref();
  }

  async #end(job: HeldJob, end: ExportEnd): Promise<void> {
    if (job.state === 'finished') return this.#drop(job);
    if (isSettled(job)) return;
    job.stop.abort(new Cancelled(end));
    if (job.state !== 'waiting') return untilSettled(job);
    Object.assign(job, { state: stateOf(end), end });
    await this.#host.onEnded(job, stateOf(end), end);
    this.#settle(job);
  }
}

function tell(job: HeldJob): void {
  for (const listener of [...job.listeners]) listener();
}

const stateOf = (end: ExportEnd): 'cancelled' | 'broken' =>
  end === 'person' || end === 'left' ? 'cancelled' : 'broken';

function untilSettled(
  job: HeldJob,
  onChange: (job: Job) => void = () => undefined,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      onChange(job);
      if (isSettled(job)) finish();
    };
    const finish = (): void => {
      job.listeners.delete(look);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    if (signal?.aborted) return resolve();
    job.listeners.add(look);
    signal?.addEventListener('abort', finish, { once: true });
    look();
  });
}

/** From its turn to its end, whatever that is. Never throws. */
async function runJob(host: JobHost, job: HeldJob): Promise<void> {
  try {
    await host.onStarted(job);
    job.file = await host.openFile();
    const onProgress = (progress: Progress): void => {
      job.progress = progress;
      tell(job);
    };
    const made = await host.make(job, job.file, onProgress, job.stop.signal);
    job.stop.signal.throwIfAborted();
    const expiresAt = host.now() + HOLD_MS;
    await host.onFinished(job, made, expiresAt);
    const progress = { rows: made.tally.rows, expectedRows: made.tally.rows };
    Object.assign(job, { state: 'finished', made, expiresAt, progress });
  } catch (error) {
    const end = endOf(error);
    if (end === 'fault') host.onFault(error);
    await job.file?.close().catch(host.onFault);
    job.file = null;
    await host.onEnded(job, stateOf(end), end).catch(host.onFault);
    Object.assign(job, { state: stateOf(end), end });
  }
}

function endOf(error: unknown): ExportEnd {
  if (error instanceof Cancelled) return error.end;
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? 'disk-full' : 'fault';
}
