import { Worker } from 'node:worker_threads';
import type { ImportRefusal } from '#shared/contract/portal-imports.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { Sheet } from './read-table.ts';

/** A file that takes longer, or more, was made to. */
const READING_MS = 30_000;
const WORKER_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } as const;
const MAX_AT_ONCE = 2;

export type FileReader = (bytes: Uint8Array) => Promise<Result<Sheet, ImportRefusal>>;

/** Reads files of strangers in threads of their own, a few at once, with bounded memory and time. */
export function createFileReader(): FileReader {
  let reading = 0;
  return async (bytes) => {
    if (reading >= MAX_AT_ONCE) return err('busy');
    reading += 1;
    return readInWorker(bytes).finally(() => {
      reading -= 1;
    });
  };
}

async function readInWorker(bytes: Uint8Array): Promise<Result<Sheet, ImportRefusal>> {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: WORKER_LIMITS,
    env: {},
  });
  try {
    return await new Promise((resolve) => {
      const giveUp = (): void => resolve(err('too-large'));
      const timer = setTimeout(giveUp, READING_MS);
      worker.once('message', (answer: Result<Sheet, ImportRefusal>) => resolve(answer));
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
