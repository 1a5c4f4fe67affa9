import type Database from 'better-sqlite3';
import { StorageFailure, type WaitingRecords } from '#kiosk/core/ports.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { readSound } from './sound-record.ts';

type RecordRow = Pick<OutboxRecord, 'seq' | 'id' | 'hash' | 'body'>;

/** What waits, by rising seq. Nothing leaves here that is not what was written. */
export interface QueueReader {
  countWaiting(): WaitingRecords;
  nextBatch(limit: number, except: readonly number[]): OutboxRecord[];
  listWaitingSeqs(): number[];
  readRecords(seqs: readonly number[]): OutboxRecord[];
  /**
   * Looks at up to `limit` rows above `seq`: each is what was written, and those that wait are in the queue's index.
   *
   * @returns the last one's number; null: there were none. @throws StorageFailure `damaged`.
   */
  verifyAbove(seq: number, limit: number): number | null;
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
    nextBatch: (limit, except) => select.all(JSON.stringify(except), limit).map(toRecord),
    listWaitingSeqs: () => waitingSeqs.all(),
    readRecords: (seqs) => bySeq.all(JSON.stringify(seqs)).map(toRecord),
    verifyAbove: prepareVerifying(db),
  };
}

function prepareVerifying(db: Database.Database): QueueReader['verifyAbove'] {
  const rows = db.prepare<[number, number], RecordRow & { state: string }>(
    'SELECT seq, id, hash, body, state FROM events NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const waiting = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM events INDEXED BY events_waiting WHERE state = 'waiting' AND seq > ? AND seq <= ?`,
    )
    .pluck();
  return (seq, limit) => {
    const found = rows.all(seq, limit);
    const last = found.at(-1)?.seq ?? null;
    for (const row of found) requireSound(row);
    const isIndexed = (waiting.get(seq, last ?? Number.MAX_SAFE_INTEGER) ?? 0) === countWaiting(found);
    if (!isIndexed) throw new StorageFailure('damaged');
    return last;
  };
}

const countWaiting = (rows: readonly { readonly state: string }[]): number =>
  rows.filter(({ state }) => state === 'waiting').length;

/** @throws StorageFailure `damaged` */
function requireSound(row: RecordRow): RecordRow {
  if (readSound(row.body, row.hash)?.id !== row.id) throw new StorageFailure('damaged');
  return row;
}
