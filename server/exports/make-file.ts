import type { Instant } from '#shared/domain/instant.ts';
import { countLog, type LogFilter, type LogParts, readLogPages } from '../visits/service.ts';
import { type LogFile, writeLogFile } from './log-file.ts';
import type { Tally } from './log-table.ts';
import { createSealedWriter, type Put } from './sealed-file.ts';

/** All there is to know for making a file; crosses to a worker as it is. */
export interface ExportTask extends LogFile {
  readonly filter: LogFilter;
  readonly now: Instant;
  /** Rows that are opened without a turn of the loop. */
  readonly stretch: number;
  readonly expectedRows: number | null;
}

/** What was made. */
export interface MadeFile {
  readonly bytes: number;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  readonly tally: Tally;
}

export interface Progress {
  readonly rows: number;
  readonly expectedRows: number | null;
}

export interface Making {
  readonly key: Uint8Array;
  readonly put: Put;
  readonly onProgress: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

const PROGRESS_EVERY_MS = 100;
const WHOLE = { enough: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/** Reads the log, writes it as a file, and seals that on its way to the disk. @throws what the signal says, when it aborts. */
export async function makeFile(task: ExportTask, parts: LogParts, making: Making): Promise<MadeFile> {
  const { filter, now, request, stretch } = task;
  const { key, put, onProgress, signal } = making;
  const expectedRows = task.expectedRows ?? (await countLog(parts.db, filter, { now, ...WHOLE })).rows;
  onProgress({ rows: 0, expectedRows });
  const detail = request.reveal ? 'revealed' : 'masked';
  const { chunks, tally } = writeLogFile(task, readLogPages(parts, { filter, now, detail, stretch }));
  const writer = createSealedWriter(key, put);
  let toldAt = performance.now();
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    await writer.write(chunk);
    if (performance.now() - toldAt < PROGRESS_EVERY_MS) continue;
    toldAt = performance.now();
    onProgress({ rows: tally().rows, expectedRows });
  }
  return { ...(await writer.end()), tally: tally() };
}
