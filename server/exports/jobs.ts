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

export function createJobs(host: JobHost, patienceMs = PATIENCE_MS): Jobs {
  const jobs = new Map<string, HeldJob>();
  const runs = new Set<Promise<void>>();
  const inState = (state: ExportState): HeldJob[] => [...jobs.values()].filter((job) => job.state === state);
  const tell = (job: HeldJob): void => {
    for (const listener of [...job.listeners]) listener();
  };

  function runNext(): void {
    for (;;) {
      const job = pickNext(inState('waiting'), inState('running'));
      if (!job) break;
      job.state = 'running';
      const run = runJob(host, job, () => tell(job)).then(() => {
        runs.delete(run);
        settle(job);
      });
      runs.add(run);
    }
    // Those who wait have come forward.
    for (const job of inState('waiting')) tell(job);
  }

  function settle(job: HeldJob): void {
    clearTimeout(job.patience);
    if (job.state === 'finished') {
      job.expiry = setTimeout(() => void drop(job), HOLD_MS).unref();
      for (const old of inState('finished').slice(0, -MAX_HELD)) void drop(old);
    } else jobs.delete(job.id);
    tell(job);
    runNext();
  }

  async function drop(job: HeldJob): Promise<void> {
    clearTimeout(job.expiry);
    jobs.delete(job.id);
    tell(job);
    await job.file?.close().catch(host.onFault);
  }

  function startPatience(job: HeldJob): void {
    clearTimeout(job.patience);
    if (isSettled(job) || job.watchers > 0) return;
    job.patience = setTimeout(() => void cancel(job, 'left').catch(host.onFault), patienceMs).unref();
  }

  async function cancel(job: HeldJob, end: ExportEnd): Promise<void> {
    if (job.state === 'finished') return drop(job);
    if (isSettled(job)) return;
    job.stop.abort(new Cancelled(end));
    if (job.state !== 'waiting') return untilSettled(job);
    Object.assign(job, { state: stateOf(end), end });
    await host.onEnded(job, stateOf(end), end);
    settle(job);
  }

  const isHeld = (job: HeldJob): boolean => job.expiresAt === null || host.now() < job.expiresAt;

  return {
    add(added) {
      const expectedRows = added.task.expectedRows;
      const job: HeldJob = {
        ...{ ...added, state: 'waiting', end: null, progress: { rows: 0, expectedRows }, made: null, expiresAt: null },
        ...{ file: null, stop: new AbortController(), listeners: new Set(), watchers: 0 },
        ...{ patience: undefined, expiry: undefined },
      };
      jobs.set(job.id, job);
      startPatience(job);
      runNext();
      return job;
    },
    find(id) {
      const job = jobs.get(id);
      return job && isHeld(job) ? job : null;
    },
    list: () => [...jobs.values()].filter(isHeld),
    aheadOf: (job) => countAhead(job, [...inState('waiting')] as Job[], inState('running')),
    async cancel(id, end) {
      const job = jobs.get(id);
      if (job) await cancel(job, end);
    },
    async watch(id, onChange, signal) {
      const job = jobs.get(id);
      if (!job) return null;
      job.watchers += 1;
      clearTimeout(job.patience);
      try {
        await untilSettled(job, onChange, signal);
      } finally {
        job.watchers -= 1;
        startPatience(job);
      }
      return job;
    },
    read(id) {
      const job = jobs.get(id);
      return job?.file && job.made && isHeld(job) ? job.file.read(job.made.bytes) : null;
    },
    async close() {
      await Promise.all([...jobs.values()].map((job) => cancel(job, 'restart')));
      await Promise.all(runs);
    },
  };
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
async function runJob(host: JobHost, job: HeldJob, tell: () => void): Promise<void> {
  try {
    await host.onStarted(job);
    job.file = await host.openFile();
    const onProgress = (progress: Progress): void => {
      job.progress = progress;
      tell();
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
