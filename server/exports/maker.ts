import { Worker } from 'node:worker_threads';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { type ExportTask, type MadeFile, makeFile, type Progress } from './make-file.ts';
import type { SealedFile } from './sealed-file.ts';
import type { WorkerOrder, WorkerWord } from './worker.ts';

export interface MakerParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly dataDir: string;
}

export interface Making {
  readonly file: SealedFile;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Starting a thread takes half a second: what is done before it would have begun is done here. */
const SMALL_ROWS = 2_000;
const SMALL_PDF_ROWS = 200;

/** Bounds what a file of any length takes. A thread that needs more fails, and the file with it. With 2 MB for what is young, a quarter more time goes to collecting it. */
const WORKER_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };
const WORKER_PDF_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

const isSmall = ({ expectedRows, request }: ExportTask): boolean =>
  expectedRows !== null && expectedRows <= (request.format === 'pdf' ? SMALL_PDF_ROWS : SMALL_ROWS);

/**
 * When it settles, nobody writes into the file any more.
 *
 * @throws the signal's reason when it aborts; what went wrong otherwise.
 */
export function runMaker(task: ExportTask, parts: MakerParts, making: Making): Promise<MadeFile> {
  const { file, onProgress, signal } = making;
  if (!isSmall(task)) return runWorker(task, parts, making);
  const { key } = file.place;
  return makeFile(task, { db: parts.store.read, keys: parts.keys }, { key, put: file.put, onProgress, signal });
}

async function runWorker(
  task: ExportTask,
  { keys, dataDir }: MakerParts,
  { file, onProgress, signal }: Making,
): Promise<MadeFile> {
  signal.throwIfAborted();
  const order: WorkerOrder = { task, place: file.place, dataDir, serverId: keys.serverId };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: task.request.format === 'pdf' ? WORKER_PDF_LIMITS : WORKER_LIMITS,
  });
  let abort = (): void => undefined;
  const made = new Promise<MadeFile>((resolve, reject) => {
    worker.on('message', (word: WorkerWord) => {
      if (word.kind === 'progress') onProgress(word.progress);
      else resolve(word.file);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended without a file')));
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await made;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
