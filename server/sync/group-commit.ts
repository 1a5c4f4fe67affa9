import type { Store } from '../store/access.ts';

/** Work for the log that must not wait for anything while it runs. */
type Job = () => void;

interface Waiting {
  readonly run: Job;
  readonly rows: number;
  readonly settle: (failure: unknown) => void;
}

/** Rows per transaction: bounds how long the event loop stands still, to some 50 ms. */
const MAX_ROWS = 500;

/**
 * One transaction for the requests that arrive together: the disk's flush is most of the cost of a small one.
 *
 * @returns a function that runs `job` in a transaction and answers after its commit (SYNC-SPEC S7). A job that throws takes
 * no other down: the group is then tried again one by one.
 * @param onRollback told before that, since nothing of what the jobs did holds.
 */
export function createGroupCommit(
  store: Pick<Store, 'transactPrepared'>,
  onRollback: () => void,
): <T>(rows: number, job: () => T) => Promise<T> {
  let waiting: Waiting[] = [];
  let running = false;

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      await store.transactPrepared(() => {
        for (const { run } of group) run();
      });
      for (const { settle } of group) settle(null);
    } catch (failure) {
      onRollback();
      if (group.length === 1) group[0]?.settle(failure);
      else for (const one of group) await commit([one]);
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What else arrives in this turn of the event loop comes along, and who wants something else gets a turn.
      await new Promise(setImmediate);
      await commit(takeGroup());
    }
    running = false;
  }

  function takeGroup(): Waiting[] {
    let rows = 0;
    const end = waiting.findIndex((job, at) => {
      rows += job.rows;
      return at > 0 && rows > MAX_ROWS;
    });
    const group = end < 0 ? waiting : waiting.slice(0, end);
    waiting = waiting.slice(group.length);
    return group;
  }

  return <T>(rows: number, job: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      waiting.push({
        rows,
        run() {
          result = job();
        },
        settle: (failure) => (failure === null ? resolve(result) : reject(failure)),
      });
      if (running) return;
      running = true;
      void drain();
    });
}
