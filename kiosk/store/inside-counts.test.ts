import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import { type EntranceId, mintEventId, mintId } from '#shared/domain/ids.ts';
import { HOUR_MS } from '#shared/domain/instant.ts';
import { makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { migrate, newestFormat } from './database.ts';
import { migrations } from './migrations/list.ts';
import { openKioskStore } from './open-kiosk-store.ts';

const { entranceId } = makeVisitEvent();
const insideSince = (since: number): number => store.countInsideSince(since, entranceId);

let dir: string;
let store: SyncStore;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-inside-'));
  store = (await openKioskStore(dir)).store;
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

function commit(changes: Partial<VisitEvent>): VisitEvent {
  const event = makeVisitEvent({ entranceId, ...changes });
  store.commitEvents([event]);
  return event;
}
const about = (arrived: VisitEvent, changes: Partial<VisitEvent>): VisitEvent =>
  commit({ visitId: arrived.visitId, ...changes });

function confirmAll(): void {
  const results = store.nextBatch(500, []).map(({ seq, id }) => ({ seq, result: { id, outcome: 'stored' as const } }));
  const marks = { serverEpoch: 'epoch-1', standing: 'active', offsetMs: 0, attestedAt: TEST_NOW } as const;
  store.applyAnswer({ marks, results, down: {}, requeueAbove: null });
}

describe('who is inside', () => {
  it('counts arrivals without a departure, whatever became of them', () => {
    const [stays, leaves, cancelled, sentAway, letIn] = Array.from({ length: 5 }, () => commit({}));
    expect(insideSince(TEST_NOW)).toBe(5);
    about(stays!, { kind: 'extended' });
    about(leaves!, { kind: 'left', direction: 'out', verdict: null });
    about(cancelled!, { kind: 'voided' });
    about(sentAway!, { kind: 'resolved', verdict: 'not-today' });
    about(letIn!, { kind: 'resolved', verdict: 'welcome' });
    commit({ kind: 'refused', verdict: 'not-today' });
    expect([insideSince(TEST_NOW), store.countWaitingInside()]).toEqual([2, 2]);
  });

  it('takes away somebody unknown who left, and never falls below nobody', () => {
    commit({});
    commit({ kind: 'left', visitId: null });
    expect([insideSince(TEST_NOW), store.countWaitingInside()]).toEqual([0, 0]);
    commit({ kind: 'left', visitId: null });
    expect([insideSince(TEST_NOW), store.countWaitingInside()]).toEqual([0, -1]);
  });

  it('counts only what waits as waiting, and all of it as inside', () => {
    commit({});
    commit({});
    confirmAll();
    expect([store.countWaitingInside(), insideSince(TEST_NOW)]).toEqual([0, 2]);
    commit({});
    expect([store.countWaitingInside(), insideSince(TEST_NOW)]).toEqual([1, 3]);
  });

  it('leaves out who came too early, also when they leave now', () => {
    const early = commit({ at: TEST_NOW - HOUR_MS });
    commit({});
    about(early, { kind: 'left' });
    expect(insideSince(TEST_NOW)).toBe(1);
    expect(insideSince(TEST_NOW - HOUR_MS)).toBe(1);
    commit({ at: TEST_NOW - HOUR_MS });
    expect(insideSince(TEST_NOW - 2 * HOUR_MS)).toBe(2);
  });

  it('leaves out who came in by another door, before this kiosk was moved', () => {
    commit({ entranceId: mintId<EntranceId>() });
    commit({});
    expect(insideSince(TEST_NOW)).toBe(1);
  });

  it('is quick where a start would wait for it, with thousands of records on the disk', () => {
    fillWith(20_000);
    const started = performance.now();
    expect([insideSince(TEST_NOW), store.countWaitingInside()]).toEqual([10_000, 10_000]);
    expect(performance.now() - started).toBeLessThan(300);
  });
});

/** Of four rows one is a departure of one of the other three. */
function fillWith(rows: number): void {
  const db = new Database(join(dir, 'kiosk.db'));
  const insert = db.prepare('INSERT INTO events (seq, id, body, hash, happened_at) VALUES (?, ?, ?, ?, ?)');
  const sealed = { contact: null, health: { key: 'x'.repeat(20), enc: 'e'.repeat(43), n: 1, ct: 'c'.repeat(600) } };
  let visitId: VisitEvent['visitId'] = null;
  db.transaction(() => {
    for (let seq = 1; seq <= rows; seq += 1) {
      const event = makeVisitEvent(seq % 4 === 0 ? { entranceId, kind: 'left', visitId } : { entranceId });
      visitId = event.visitId;
      insert.run(seq, event.id, JSON.stringify({ ...event, sealed }), 'h', event.at);
    }
  })();
  db.close();
}

describe('migration 20', () => {
  it('counts what an older version wrote, and what is no event', () => {
    const db = new Database(':memory:');
    migrate(db, migrations.slice(0, 1));
    const insert = db.prepare('INSERT INTO events (seq, id, body, hash, happened_at, state) VALUES (?, ?, ?, ?, ?, ?)');
    const arrived = makeVisitEvent();
    const rows = [arrived, makeVisitEvent({ kind: 'left', visitId: arrived.visitId }), makeVisitEvent()];
    for (const [index, event] of rows.entries()) {
      insert.run(index + 1, event.id, JSON.stringify(event), 'h', event.at, index === 2 ? 'waiting' : 'stored');
    }
    insert.run(4, mintEventId(TEST_NOW), '{"v":1,"ki', 'h', TEST_NOW, 'waiting');
    migrate(db);
    expect(db.pragma('user_version', { simple: true })).toBe(newestFormat());
    expect(db.prepare('SELECT inside_change FROM events ORDER BY seq').pluck().all()).toEqual([1, -1, 1, 0]);
    expect(db.prepare('SELECT visit_id FROM events ORDER BY seq').pluck().all()).toEqual([
      arrived.visitId,
      arrived.visitId,
      rows[2]?.visitId,
      null,
    ]);
    expect(db.pragma('quick_check', { simple: true })).toBe('ok');
    db.close();
  });
});
