import type Database from 'better-sqlite3';
import { StorageFailure, type WaitingRecords } from '#kiosk/core/ports.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { type Organisations, type Ownership, prepareOf } from './ownership.ts';
import { readSound } from './sound-record.ts';

export type RecordRow = Pick<OutboxRecord, 'seq' | 'id' | 'hash' | 'body'>;

/**
 * What waits for the present server, by rising seq: what was made for another is none of it (SYNC-SPEC S19). Nothing leaves here
 * that is not what was written.
 */
export interface QueueReader {
  countWaiting(): WaitingRecords;
  nextBatch(limit: number, except: readonly number[], maxCharacters?: number): OutboxRecord[];
  listWaitingSeqs(): number[];
  /** Of these organisations alone; null: all that waits, for whatever server. */
  listWaitingSeqsOf(organisations: Organisations): number[];
  countHeld(): number;
  readRecords(seqs: readonly number[]): OutboxRecord[];
}

export function prepareQueueReader(db: Database.Database, epoch: string, ownership: Ownership): QueueReader {
  const count = prepareOf<object, { waiting: number; oldest: number | null }>(
    db,
    (isOf) => `SELECT (SELECT count(*) FROM events WHERE state = 'waiting' AND ${isOf}) AS waiting,
       (SELECT happened_at FROM events WHERE state = 'waiting' AND ${isOf} ORDER BY seq LIMIT 1) AS oldest`,
  );
  const select = prepareOf<{ except: string; limit: number }, RecordRow>(
    db,
    (isOf) => `SELECT seq, id, hash, body FROM events
     WHERE state = 'waiting' AND seq NOT IN (SELECT value FROM json_each($except)) AND ${isOf} ORDER BY seq LIMIT $limit`,
  );
  const waitingSeqs = prepareOf<object, { seq: number }>(
    db,
    (isOf) => `SELECT seq FROM events WHERE state = 'waiting' AND ${isOf} ORDER BY seq`,
  );
  const listSeqs = (of: Organisations): number[] =>
    waitingSeqs(of)
      .all({ of })
      .map(({ seq }) => seq);
  const bySeq = db.prepare<[string], RecordRow>(
    'SELECT seq, id, hash, body FROM events WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq',
  );
  const toRecord = (row: RecordRow): OutboxRecord => ({ epoch, ...requireSound(row) });
  const countOf = (of: Organisations): WaitingRecords => {
    const { waiting, oldest } = count(of).get({ of }) ?? { waiting: 0, oldest: null };
    return { waiting, oldestWaitingAt: oldest };
  };
  return {
    countWaiting: () => countOf(ownership.ofWaiting),
    countHeld: () => countOf(null).waiting - countOf(ownership.ofWaiting).waiting,
    nextBatch(limit, except, maxCharacters = Number.POSITIVE_INFINITY) {
      const records: OutboxRecord[] = [];
      let characters = 0;
      const of = ownership.ofWaiting;
      // What is not taken is not read: 500 of the longest are 32 MB.
      for (const row of select(of).iterate({ of, except: JSON.stringify(except), limit })) {
        characters += row.body.length;
        if (records.length > 0 && characters > maxCharacters) break;
        records.push(toRecord(row));
      }
      return records;
    },
    listWaitingSeqs: () => listSeqs(ownership.ofWaiting),
    listWaitingSeqsOf: listSeqs,
    readRecords: (seqs) => bySeq.all(JSON.stringify(seqs)).map(toRecord),
  };
}

/** @throws StorageFailure `damaged` */
export function requireSound<R extends RecordRow>(row: R): R {
  if (readSound(row.body, row.hash)?.id !== row.id) throw new StorageFailure('damaged');
  return row;
}
