// Makes one file on a thread of its own: a million rows must not make anybody wait at a door.
import { write } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { createClock } from '../config/clock.ts';
import { openKeyService } from '../keys/service.ts';
import { openReader } from '../store/store.ts';
import { type ExportTask, type MadeFile, makeFile, type Progress } from './make-file.ts';
import { putAll, type SealedPlace } from './sealed-file.ts';

export interface WorkerOrder {
  readonly task: ExportTask;
  readonly place: SealedPlace;
  readonly dataDir: string;
  readonly serverId: string;
}

export type WorkerWord =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'made'; readonly file: MadeFile };

/** Rows are read once, in their order: pages that were read are of no more use. */
const CACHE_KIB = 1_024;

const writeAt = promisify(write);

async function work({ task, place, dataDir, serverId }: WorkerOrder, say: (word: WorkerWord) => void): Promise<void> {
  const clock = createClock(task.timeZone);
  const keys = await openKeyService({ dataDir, expectedServerId: serverId }, clock);
  if (!keys.ok) throw new Error(`the key store does not open: ${keys.error}`);
  const reader = openReader(join(dataDir, 'server.db'), CACHE_KIB);
  try {
    const file = await makeFile(
      task,
      { db: reader.read, keys: keys.value },
      {
        key: place.key,
        put: (bytes, position) =>
          putAll((...args) => writeAt(place.fd, ...args).then((r) => r.bytesWritten), bytes, position),
        onProgress: (progress) => say({ kind: 'progress', progress }),
      },
    );
    say({ kind: 'made', file });
  } finally {
    await reader.close();
    keys.value.close();
  }
}

if (parentPort) await work(workerData as WorkerOrder, (word) => parentPort?.postMessage(word));
