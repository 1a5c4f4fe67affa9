import { describe, expect, it } from 'vitest';
import type { ExportEnd } from '#shared/contract/portal-exports.ts';
import { createJobs, isSettled, type Job, type JobHost, type Jobs, type NewJob } from './jobs.ts';
import type { MadeFile } from './make-file.ts';
import type { SealedFile } from './sealed-file.ts';

const MADE: MadeFile = { bytes: 3, sha256: 'ab', tally: { rows: 7, sha256: 'cd' } };

/** Makes files when it is told to. */
class Workshop implements JobHost {
  readonly said: string[] = [];
  readonly open = new Set<string>();
  readonly onFault = (error: unknown): void => void this.said.push(`fault ${String(error)}`);
  time = 0;
  opened = 0;
  readonly #turns = new Map<
    string,
    { finish: () => void; fail: (error: Error) => void; tell: (rows: number) => void }
  >();
  readonly now = (): number => this.time;

  async openFile(): Promise<SealedFile> {
    this.opened += 1;
    const name = `file ${this.opened}`;
    this.open.add(name);
    return {
      place: { fd: 0, key: new Uint8Array(32) },
      put: async () => undefined,
      async *read() {
        yield new Uint8Array(MADE.bytes);
      },
      close: async () => void this.open.delete(name),
    };
  }
  make(
    job: Job,
    _file: SealedFile,
    onProgress: Parameters<JobHost['make']>[2],
    signal: AbortSignal,
  ): Promise<MadeFile> {
    return new Promise((resolve, reject) => {
      const tell = (rows: number) => onProgress({ rows, expectedRows: 10 });
      this.#turns.set(job.id, { finish: () => resolve(MADE), fail: reject, tell });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }
  /** Waits until it is being made. */
  async turn(id: string) {
    for (;;) {
      const turn = this.#turns.get(id);
      if (turn) return turn;
      await new Promise(setImmediate);
    }
  }
  readonly isMaking = (id: string): boolean => this.#turns.has(id);
  onStarted = async ({ id }: Job): Promise<void> => void this.said.push(`${id} started`);
  onFinished = async ({ id }: Job): Promise<void> => void this.said.push(`${id} finished`);
  onEnded = async ({ id }: Job, state: string, end: ExportEnd): Promise<void> =>
    void this.said.push(`${id} ${state} ${end}`);
}

const order = (id: string, organisationId = id): NewJob =>
  ({ id, organisationId, accountId: 'a', fileName: 'f', task: { expectedRows: null } }) as unknown as NewJob;

const settled = (jobs: Jobs, id: string): Promise<Job | null> =>
  jobs.watch(id, () => undefined, new AbortController().signal);

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('an export job', () => {
  it('tells how far it is, holds its file for ten minutes and then lets go of it', async () => {
    const shop = new Workshop();
    const jobs = createJobs(shop);
    jobs.add(order('x'));
    const seen: unknown[] = [];
    const end = jobs.watch(
      'x',
      ({ state, progress }) => seen.push(`${state} ${progress.rows}`),
      new AbortController().signal,
    );
    (await shop.turn('x')).tell(4);
    (await shop.turn('x')).finish();
    expect(await end).toMatchObject({ state: 'finished', made: MADE });
    expect(seen).toEqual(['running 0', 'running 4', 'finished 7']);
    expect(shop.said).toEqual(['x started', 'x finished']);
    expect(jobs.read('x')).not.toBeNull();
    shop.time = 10 * 60_000;
    expect([jobs.find('x'), jobs.read('x')]).toEqual([null, null]);
    await jobs.close();
    expect(shop.open.size).toBe(0);
  });

  it('that is cancelled frees everything at once and lets the next begin', async () => {
    const shop = new Workshop();
    const jobs = createJobs(shop);
    for (const id of ['x', 'y', 'z']) jobs.add(order(id));
    await Promise.all([shop.turn('x'), shop.turn('y')]);
    expect(shop.isMaking('z')).toBe(false);
    await jobs.cancel('x', 'person');
    expect([shop.opened - shop.open.size, jobs.find('x')]).toEqual([1, null]);
    expect(shop.said).toContain('x cancelled person');
    await shop.turn('z');
    await jobs.cancel('y', 'person');
    await jobs.close();
    expect(shop.said.filter((word) => word.includes('broken'))).toEqual(['z broken restart']);
    expect(shop.open.size).toBe(0);
  });

  it('that waits is cancelled without ever having begun', async () => {
    const shop = new Workshop();
    const jobs = createJobs(shop);
    for (const id of ['x', 'y', 'z']) jobs.add(order(id));
    const z = jobs.find('z')!;
    expect([z.state, jobs.aheadOf(z)]).toEqual(['waiting', 0]);
    await jobs.cancel('z', 'person');
    expect(shop.said).toContain('z cancelled person');
    expect(shop.said).not.toContain('z started');
    await jobs.close();
  });

  it('ends when nobody watches it any more, and not while somebody does', async () => {
    const shop = new Workshop();
    const jobs = createJobs(shop, 5);
    const leaving = new AbortController();
    jobs.add(order('x'));
    const watching = jobs.watch('x', () => undefined, leaving.signal);
    jobs.add(order('y'));
    await waitUntil(() => shop.said.includes('y cancelled left'));
    expect(jobs.find('x')?.state).toBe('running');
    leaving.abort();
    await watching;
    await waitUntil(() => shop.said.includes('x cancelled left'));
    expect(shop.open.size).toBe(0);
  });

  it.each([
    [Object.assign(new Error('full'), { code: 'ENOSPC' }), 'disk-full'],
    [new Error('odd'), 'fault'],
  ])('that fails by %s says so and leaves nothing', async (error, end) => {
    const shop = new Workshop();
    const jobs = createJobs(shop);
    jobs.add(order('x'));
    const job = settled(jobs, 'x');
    (await shop.turn('x')).fail(error);
    expect(await job).toMatchObject({ state: 'broken', end });
    expect(shop.said).toContain(`x broken ${end}`);
    expect([isSettled((await job)!), shop.open.size]).toEqual([true, 0]);
  });

  it('of one organisation does not keep that of another waiting', async () => {
    const shop = new Workshop();
    const jobs = createJobs(shop);
    for (const id of ['a1', 'a2', 'a3', 'a4']) jobs.add(order(id, 'a'));
    jobs.add(order('b1', 'b'));
    expect(jobs.aheadOf(jobs.find('b1')!)).toBe(0);
    expect(jobs.aheadOf(jobs.find('a4')!)).toBe(2);
    (await shop.turn('a1')).finish();
    await shop.turn('b1');
    expect(shop.isMaking('a3')).toBe(false);
    await jobs.close();
  });
});
