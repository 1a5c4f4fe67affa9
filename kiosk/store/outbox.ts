import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { WaitingRecords } from '#kiosk/core/ports.ts';
import type { RowResult } from '#kiosk/core/sync-store.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { EventId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { KIOSK_KEEPS_STORED_DAYS } from '#shared/domain/retention.ts';
import { type InsideCounts, prepareInsideCounts } from './inside-counts.ts';

type RecordRow = Pick<OutboxRecord, 'seq' | 'hash' | 'body'> & { readonly id: EventId };

/** The events and the queue: one row per event, `seq` is its number in the epoch and its place in the queue. */
export interface Outbox extends InsideCounts, QueueReader {
  /** All of them, or none. @returns the last one's seq. */
  append(events: readonly VisitEvent[]): number;
  mark(results: readonly RowResult[], confirmedAt: Instant): void;
  requeueAbove(seq: number): void;
  prune(now: Instant): number;
}

export function createOutbox(db: Database.Database, epoch: string): Outbox {
  const insert = db.prepare<[number, string, string, string, number]>(
    'INSERT INTO events (seq, id, body, hash, happened_at) VALUES (?, ?, ?, ?, ?)',
  );
  const confirm = db.prepare<[string, string | null, number, number, string]>(
    'UPDATE events SET state = ?, quarantine_code = ?, confirmed_at = ? WHERE seq = ? AND id = ?',
  );
  const requeue = db.prepare<[number]>(
    `UPDATE events SET state = 'waiting', quarantine_code = NULL, confirmed_at = NULL WHERE seq > ? AND state <> 'waiting'`,
  );
  const keepNumbering = db.prepare(
    'UPDATE installation SET pruned_through = max(pruned_through, (SELECT coalesce(max(seq), 0) FROM events))',
  );
  const forget = db.prepare<[number]>(`DELETE FROM events WHERE state <> 'waiting' AND confirmed_at < ?`);
  const prune = db.transaction((now: Instant) => {
    keepNumbering.run();
    return forget.run(now - KIOSK_KEEPS_STORED_DAYS * DAY_MS).changes;
  });

  let lastSeq = readLastSeq(db);
  const appendAll = db.transaction((events: readonly VisitEvent[]) => {
    for (const [index, event] of events.entries()) {
      const body = JSON.stringify(event);
      const hash = createHash('sha256').update(body).digest('base64url');
      insert.run(lastSeq + 1 + index, event.id, body, hash, event.at);
    }
  });
  return {
    ...prepareQueueReader(db, epoch),
    ...prepareInsideCounts(db),
    append(events) {
      appendAll.immediate(events);
      lastSeq += events.length;
      return lastSeq;
    },
    mark(results, confirmedAt) {
      for (const { seq, result } of results) {
        const quarantined = result.outcome === 'quarantined';
        confirm.run(
          quarantined ? 'quarantined' : 'stored',
          quarantined ? result.code : null,
          confirmedAt,
          seq,
          result.id,
        );
      }
    },
    requeueAbove(seq) {
      requeue.run(seq);
    },
    prune: (now) => prune.immediate(now),
  };
}

/** What waits, by rising seq. */
interface QueueReader {
  countWaiting(): WaitingRecords;
  nextBatch(limit: number, except: readonly number[]): OutboxRecord[];
  listWaitingSeqs(): number[];
  readRecords(seqs: readonly number[]): OutboxRecord[];
}

function prepareQueueReader(db: Database.Database, epoch: string): QueueReader {
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
  return {
    countWaiting() {
      const { waiting, oldest } = count.get() ?? { waiting: 0, oldest: null };
      return { waiting, oldestWaitingAt: oldest };
    },
    nextBatch: (limit, except) => select.all(JSON.stringify(except), limit).map((row) => ({ epoch, ...row })),
    listWaitingSeqs: () => waitingSeqs.all(),
    readRecords: (seqs) => bySeq.all(JSON.stringify(seqs)).map((row) => ({ epoch, ...row })),
  };
}

function readLastSeq(db: Database.Database): number {
  const last = db
    .prepare<[], number>('SELECT max(pruned_through, (SELECT coalesce(max(seq), 0) FROM events)) FROM installation')
    .pluck()
    .get();
  if (last === undefined) throw new Error('the installation row is missing');
  return last;
}
