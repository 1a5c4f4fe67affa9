import type Database from 'better-sqlite3';
import { StorageFailure, type WaitingRecords } from '#kiosk/core/ports.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { readSound } from './sound-record.ts';

export type RecordRow = Pick<OutboxRecord, 'seq' | 'id' | 'hash' | 'body'>;

/** What waits, by rising seq. Nothing leaves here that is not what was written. */
export interface QueueReader {
  countWaiting(): WaitingRecords;
  nextBatch(limit: number, except: readonly number[], maxCharacters?: number): OutboxRecord[];
  listWaitingSeqs(): number[];
  readRecords(seqs: readonly number[]): OutboxRecord[];
}

export function prepareQueueReader(db: Database.Database, epoch: string): QueueReader {
  const count = db.prepare<[], { waiting: number; oldest: number | null }>(
    `SELECT (SELECT count(*) FROM events WHERE state = 'waiting') AS waiting,
       (SELECT happened_at FROM events WHERE state = 'waiting' ORDER BY seq LIMIT 1) AS oldest`,
  );
  const select = db.prepare<[string, number], RecordRow>(
    `SELECT seq, id, hash, body FROM events
     WHERE state = 'waiting' AND seq NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
  );
  const waitingSeqs = db.prepare<[], number>(`SELECT seq FROM events WHERE state = 'waiting' ORDER BY seq`).pluck();
  const bySeq = db.prepare<[string], RecordRow>(
    'SELECT seq, id, hash, body FROM events WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq',
  );
  const toRecord = (row: RecordRow): OutboxRecord => ({ epoch, ...requireSound(row) });
  return {
    countWaiting() {
      const { waiting, oldest } = count.get() ?? { waiting: 0, oldest: null };
      return { waiting, oldestWaitingAt: oldest };
    },
    nextBatch(limit, except, maxCharacters = Number.POSITIVE_INFINITY) {
      const records: OutboxRecord[] = [];
      let characters = 0;
      // What is not taken is not read: 500 of the longest are 32 MB.
      for (const row of select.iterate(JSON.stringify(except), limit)) {
        characters += row.body.length;
        if (records.length > 0 && characters > maxCharacters) break;
        records.push(toRecord(row));
      }
      return records;
    },
    listWaitingSeqs: () => waitingSeqs.all(),
    readRecords: (seqs) => bySeq.all(JSON.stringify(seqs)).map(toRecord),
  };
}

/** @throws StorageFailure `damaged` */
export function requireSound<R extends RecordRow>(row: R): R {
  if (readSound(row.body, row.hash)?.id !== row.id) throw new StorageFailure('damaged');
  return row;
}
