import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKioskStore } from './open-kiosk-store.ts';
import { eventFor, pairWith, SERVERS } from './testing/two-servers.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-check-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const KEY = 'C'.repeat(43);

it.each([
  ['the counters', 'UPDATE installation SET counters_reserved = 0'],
  ['the epoch', 'UPDATE installation SET epoch = lower(hex(randomblob(16)))'],
  ['what was pruned', 'UPDATE installation SET pruned_through = 9'],
  ['the address of the server', "UPDATE pairing SET server_url = 'http://127.0.0.1:2'"],
  ['the key of the server', `UPDATE pairing SET server_public_key = '${KEY}'`],
  ['the standing', "UPDATE pairing SET standing = 'revoked'"],
  ['a setting', `UPDATE down_link SET body = replace(body, 'false', 'true') WHERE part = 'settings'`],
  ['a day key', "UPDATE down_link SET body = replace(body, '\"day\":null', '\"day\":nul1') WHERE part = 'keys'"],
  ['whose an organisation is', `UPDATE organisations SET server_public_key = '${KEY}'`],
  ['a former server', "UPDATE former_servers SET body = replace(body, '127.0.0.1:1', '127.0.0.1:2')"],
  // No newer program ever was here: refused as one, the kiosk would stand still for good.
  ['the number of the format', 'PRAGMA user_version = 9999'],
  [
    'a statement of the schema',
    writableSchema("replace(sql, 'events_waiting ON events (seq', 'events_waiting ON events ( seq')"),
  ],
])('E3: %s: what is not as it was written is put aside before anything is done by it', async (_what, damage) => {
  const { store, identity } = await openKioskStore(dir);
  for (const server of SERVERS) {
    await pairWith(store, identity.publicKey, server);
    store.commitEvents([eventFor(server)]);
  }
  // As each request does, the one that pairs among them.
  store.reserveCounters(1);
  const { epoch } = store;
  const [pairing, held] = [store.readPairing(), store.listHeld()];
  store.close();
  const db = new Database(join(dir, 'kiosk.db'));
  db.unsafeMode();
  db.exec(damage);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();

  const again = await openKioskStore(dir);
  try {
    expect(again.recovered).not.toBeNull();
    expect(again.store.epoch).not.toBe(epoch);
    expect(again.store.readPairing()).toEqual(pairing);
    await expect.poll(() => [again.store.countWaiting().waiting, again.store.countHeld()]).toEqual([1, 1]);
    expect(again.store.listHeld().map(({ pairing: of }) => of)).toEqual(held.map(({ pairing: of }) => of));
  } finally {
    again.store.close();
  }
});

it('E3, S3: a row that the queue has and that says it was sent, or the other way round, is found by nobody having asked', async () => {
  const { store, identity } = await openKioskStore(dir);
  const [server] = SERVERS;
  await pairWith(store, identity.publicKey, server);
  const ids = [eventFor(server), eventFor(server)].map((event) => {
    store.commitEvents([event]);
    return event.id;
  });
  store.close();
  // As a disk that lost one of two writes.
  withoutIndex("UPDATE events SET state = 'stored', confirmed_at = 1 WHERE seq = 1");
  const news: string[] = [];
  const again = await openKioskStore(dir, { onNews: ({ is }) => void news.push(is) });
  try {
    expect(again.recovered).toBeNull();
    await expect.poll(() => news, { timeout: 10_000 }).toEqual(['damaged', 'back', 'salvaged', 'verified']);
    expect(again.store.nextBatch(9, []).map(({ id }) => id)).toEqual(ids);
  } finally {
    again.store.close();
  }
});

it('E3: a row that nothing asks for while the kiosk runs is looked at all the same', async () => {
  const news: string[] = [];
  const { store, identity } = await openKioskStore(dir, { onNews: ({ is }) => void news.push(is) });
  try {
    for (const server of SERVERS) await pairWith(store, identity.publicKey, server);
    const db = new Database(join(dir, 'kiosk.db'));
    db.exec("UPDATE former_servers SET body = replace(body, '127.0.0.1:1', '127.0.0.1:2')");
    db.close();
    await expect.poll(() => news, { timeout: 10_000 }).toContain('damaged');
  } finally {
    store.close();
  }
});

function withoutIndex(change: string): void {
  const run = (work: (db: Database.Database) => void): void => {
    const db = new Database(join(dir, 'kiosk.db'));
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    work(db);
    db.close();
  };
  let index: unknown[] = [];
  run((db) => {
    index = db.prepare("SELECT * FROM sqlite_schema WHERE name = 'events_waiting'").raw().get() as unknown[];
    db.exec("DELETE FROM sqlite_schema WHERE name = 'events_waiting'");
  });
  run((db) => db.exec(change));
  run((db) => db.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(...index));
}

function writableSchema(change: string): string {
  return `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ${change} WHERE name = 'events_waiting'`;
}
