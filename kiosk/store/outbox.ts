import type Database from 'better-sqlite3';
import type { RowResult } from '#kiosk/core/sync-store.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { KIOSK_KEEPS_STORED_DAYS } from '#shared/domain/retention.ts';
import { type InsideCounts, prepareInsideCounts } from './inside-counts.ts';
import type { Installation } from './installation.ts';
import { type Ownership, prepareOf } from './ownership.ts';
import { prepareQueueReader, type QueueReader } from './queue-reader.ts';
import type { Rescue } from './salvage.ts';
import { hashOf, type SoundRecord } from './sound-record.ts';

/** The events and the queue: one row per event, `seq` is its number in the epoch and its place in the queue. */
export interface Outbox extends InsideCounts, QueueReader, Rescue {
  /** All of them, or none. @returns the last one's seq. */
  append(events: readonly VisitEvent[]): number;
  mark(results: readonly RowResult[], confirmedAt: Instant): void;
  requeueAbove(seq: number): void;
  /** Whether any record of this organisation is here, sent or not. */
  hasOf(organisationId: string): boolean;
  prune(now: Instant): number;
}

export function createOutbox(
  db: Database.Database,
  epoch: string,
  installation: Installation,
  ownership: Ownership,
): Outbox {
  const confirm = db.prepare<[string, string | null, number, number, string]>(
    'UPDATE events SET state = ?, quarantine_code = ?, confirmed_at = ? WHERE seq = ? AND id = ?',
  );
  const requeue = prepareOf<{ seq: number }, void>(
    db,
    (isOf) => `UPDATE events SET state = 'waiting', quarantine_code = NULL, confirmed_at = NULL
     WHERE seq > $seq AND state <> 'waiting' AND ${isOf}`,
  );
  const forget = db.prepare<[number]>(`DELETE FROM events WHERE state <> 'waiting' AND confirmed_at < ?`);
  const ofOrganisation = db.prepare<[string]>('SELECT 1 FROM events WHERE organisation_id = ? LIMIT 1');
  const { append, takeOver, has, readLastSeq } = prepareAppending(db, installation);
  const prune = db.transaction((now: Instant) => {
    installation.keepNumbering(readLastSeq());
    return forget.run(now - KIOSK_KEEPS_STORED_DAYS * DAY_MS).changes;
  });
  return {
    ...prepareQueueReader(db, epoch, ownership),
    ...prepareInsideCounts(db, ownership),
    append,
    takeOver,
    has,
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
      requeue(ownership.own).run({ seq, of: ownership.own });
    },
    hasOf: (organisationId) => ofOrganisation.get(organisationId) !== undefined,
    prune: (now) => prune.immediate(now),
  };
}

function prepareAppending(db: Database.Database, installation: Installation) {
  const columns = '(seq, id, body, hash, happened_at) VALUES (?, ?, ?, ?, ?)';
  const insert = db.prepare<[number, string, string, string, number]>(`INSERT INTO events ${columns}`);
  const insertNew = db.prepare<[number, string, string, string, number]>(
    `INSERT INTO events ${columns} ON CONFLICT (id) DO NOTHING`,
  );
  const find = db.prepare<[string], number>('SELECT 1 FROM events WHERE id = ?').pluck();
  const highest = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM events').pluck();
  const readLastSeq = (): number => Math.max(installation.read().prunedThrough, highest.get() ?? 0);

  let lastSeq = readLastSeq();
  const appendAll = db.transaction((events: readonly VisitEvent[]) => {
    for (const [index, event] of events.entries()) {
      const body = JSON.stringify(event);
      insert.run(lastSeq + 1 + index, event.id, body, hashOf(body), event.at);
    }
  });
  const takeOverAll = db.transaction((records: readonly SoundRecord[]) => {
    let taken = 0;
    for (const { id, body, hash, at } of records) {
      taken += insertNew.run(lastSeq + 1 + taken, id, body, hash, at).changes;
    }
    return taken;
  });
  return {
    readLastSeq,
    append: (events: readonly VisitEvent[]): number => {
      appendAll.immediate(events);
      lastSeq += events.length;
      return lastSeq;
    },
    takeOver: (records: readonly SoundRecord[]): number => {
      if (records.length === 0) return 0;
      const taken = takeOverAll.immediate(records);
      lastSeq += taken;
      return taken;
    },
    has: (id: string): boolean => find.get(id) !== undefined,
  };
}
