import type { ImportRefusal } from '#shared/contract/portal-imports.ts';
import type { Result } from '#shared/domain/result.ts';
import { createWorkerReader } from '../config/worker-reader.ts';
import type { Sheet } from './read-table.ts';

export type FileReader = (bytes: Uint8Array) => Promise<Result<Sheet, ImportRefusal>>;

export const createFileReader = (): FileReader =>
  createWorkerReader<Sheet, ImportRefusal>({
    worker: new URL('./table-worker.ts', import.meta.url),
    withinMs: 30_000,
    memoryMb: 512,
    tooMuch: 'too-large',
  });
