import { Worker } from 'node:worker_threads';
import { err, type Result } from '#shared/domain/result.ts';

interface WorkerReaderOptions<E> {
  /** A module that reads `workerData`, the file's bytes, posts one `Result` and ends. */
  readonly worker: URL;
  /** A file that takes longer was made to. */
  readonly withinMs: number;
  readonly memoryMb: number;
  /** What is said of a file that takes more time or memory, or ends the thread. */
  readonly tooMuch: E;
}

const MAX_AT_ONCE = 2;

/** Reads files of strangers in threads of their own, a few at once, with bounded memory and time; ended whatever they say. */
export function createWorkerReader<T, E>(
  options: WorkerReaderOptions<E>,
): (file: Uint8Array) => Promise<Result<T, E | 'busy'>> {
  let reading = 0;
  return async (file) => {
    if (reading >= MAX_AT_ONCE) return err('busy');
    reading += 1;
    return read<T, E>(file, options).finally(() => {
      reading -= 1;
    });
  };
}

async function read<T, E>(
  file: Uint8Array,
  { worker: module, withinMs, memoryMb, tooMuch }: WorkerReaderOptions<E>,
): Promise<Result<T, E>> {
  const worker = new Worker(module, {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
  });
  try {
    return await new Promise((resolve) => {
      const giveUp = (): void => resolve(err(tooMuch));
      const timer = setTimeout(giveUp, withinMs);
      worker.once('message', (answer: Result<T, E>) => resolve(answer));
      worker.once('error', giveUp);
      worker.once('exit', () => {
        clearTimeout(timer);
        giveUp();
      });
    });
  } finally {
    await worker.terminate();
  }
}
