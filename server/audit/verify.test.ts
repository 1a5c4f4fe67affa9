import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { createClock } from '../config/clock.ts';
import { type KeyService, openKeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { FIRST_PREV_HASH, hashEntry } from './chain.ts';
import { createHeadKeeper, type HeadKeeper } from './head-keeper.ts';
import { readHead, signRestore } from './heads.ts';
import { recordAudit } from './record.ts';
import { collectProofs, verifyTrail } from './verify.ts';

const EPOCH = 'first-epoch';

let folder: string;
let store: Store;
let keys: KeyService;
let heads: HeadKeeper;
let now: number;
const clock = createClock('Asia/Ho_Chi_Minh', () => now);

beforeEach(async () => {
  now = Date.UTC(2026, 10, 22, 3);
  folder = mkdtempSync(join(tmpdir(), 'audit-heads-'));
  const opened = await openStore(join(folder, 'server.db'));
  const keyService = await openKeyService({ dataDir: folder, expectedServerId: null }, clock);
  if (!opened.ok || !keyService.ok) throw new Error('not opened');
  [store, keys] = [opened.value, keyService.value];
  heads = createHeadKeeper({ store, keys, clock, serverEpoch: EPOCH });
});
afterEach(async () => {
  await store.close();
  keys.close();
  rmSync(folder, { recursive: true });
});

async function append(count: number): Promise<void> {
  for (let entry = 0; entry < count; entry += 1) {
    const record = {
      at: now,
      actor: 'cli',
      action: 'visits.listed',
      organisationId: null,
      subject: 'venue:1',
    } as const;
    await store.transact((tx) => recordAudit(tx, { ...record, details: { entry } }));
  }
}

const verify = async () => verifyTrail(store.read, await collectProofs(keys));

/** Somebody who may write to the database's file, and knows how entries are chained. */
function tamper(sql: string, { rehash }: { readonly rehash: boolean }): void {
  const db = new BetterSqlite3(join(folder, 'server.db'));
  db.exec(sql);
  if (rehash) {
    const rows = db.prepare('select * from audit order by seq').all() as Array<Record<string, never>>;
    let prevHash = FIRST_PREV_HASH;
    db.exec('delete from audit');
    const insert = db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const [index, row] of rows.entries()) {
      const seq = index + 1;
      const { at, actor, action, organisation_id, subject, details_json } = row as never;
      const entry = { seq, at, actor, action, organisationId: organisation_id, subject, details: details_json };
      const hash = hashEntry(prevHash, entry);
      insert.run(seq, at, actor, action, organisation_id, subject, details_json, prevHash, hash);
      prevHash = hash;
    }
  }
  db.close();
}

const SWAP =
  'update audit set seq = -3 where seq = 3; update audit set seq = 3 where seq = 4; update audit set seq = 4 where seq = -3';
const INSERT = `update audit set seq = -(seq + 1) where seq > 3; update audit set seq = -seq where seq < 0;
  insert into audit select 4, at, 'somebody', action, organisation_id, subject, details_json, prev_hash, hash from audit where seq = 3`;

describe('the audit trail against somebody who writes to its file', () => {
  beforeEach(async () => {
    await append(6);
    await heads.signHead();
    await append(4);
    await heads.signHead();
  });

  it('holds untouched, however often its head is signed', async () => {
    await heads.signHead();
    expect(await verify()).toMatchObject({ holds: true, entries: 10, heads: 2, cutOff: 0 });
  });

  it.each([
    ['an edit', "update audit set actor = 'nobody' where seq = 3", { brokenAt: 3, why: 'entry' }],
    ['a deletion', 'delete from audit where seq = 3', { brokenAt: 3, why: 'missing' }],
    ['the first one gone', 'delete from audit where seq = 1', { brokenAt: 1, why: 'missing' }],
    ['an insertion', INSERT, { brokenAt: 4, why: 'entry' }],
    ['another order', SWAP, { brokenAt: 3, why: 'entry' }],
    ['the newest ones cut off', 'delete from audit where seq > 8', { brokenAt: 9, why: 'missing' }],
    ['all of it gone', 'delete from audit', { brokenAt: 1, why: 'missing' }],
  ])('tells of %s where it begins', async (_what, sql, broken) => {
    tamper(sql, { rehash: false });
    expect(await verify()).toMatchObject({ holds: false, ...broken });
  });

  it.each([
    ['an edit', "update audit set actor = 'nobody' where seq = 3", { brokenAt: 6, why: 'head', goodThrough: 0 }],
    ['a late edit', "update audit set actor = 'nobody' where seq = 9", { brokenAt: 10, why: 'head', goodThrough: 6 }],
    ['a deletion', 'delete from audit where seq = 8', { brokenAt: 10, why: 'missing', goodThrough: 6 }],
    ['an insertion', INSERT, { brokenAt: 6, why: 'head', goodThrough: 0 }],
    ['another order', SWAP, { brokenAt: 6, why: 'head', goodThrough: 0 }],
    ['the newest ones cut off', 'delete from audit where seq > 8', { brokenAt: 9, why: 'missing' }],
  ])('tells of %s though the whole chain was written anew, by the signed heads alone', async (_what, sql, broken) => {
    tamper(sql, { rehash: true });
    expect(await verifyTrail(store.read)).toMatchObject({ holds: true });
    expect(await verify()).toMatchObject({ holds: false, ...broken });
  });

  it('D4: a kiosk that kept a head tells, though the server forgot all of its own', async () => {
    const [witness = ''] = keys.listAuditMarks('head');
    expect(await heads.hearWitness(witness)).toBe('fits');
    tamper("update audit set actor = 'nobody' where seq = 3", { rehash: true });
    keys.deleteAuditMarks(keys.listAuditMarks('head'));
    expect(await verify()).toMatchObject({ holds: true });
    expect(await heads.hearWitness(witness)).toBe('disputed');
    expect(await heads.hearWitness(witness)).toBe('disputed');
    expect(await verify()).toMatchObject({ holds: false, brokenAt: 6, why: 'head' });
    const said = await store.read
      .selectFrom('audit')
      .select('details_json')
      .where('action', '=', 'audit.disputed')
      .execute();
    expect(said).toEqual([{ details_json: '{"seq":6,"day":"2026-11-22"}' }]);
  });

  it('D4: believes nobody a head that this server did not sign', async () => {
    const other = mkdtempSync(join(tmpdir(), 'audit-other-'));
    const opened = await openKeyService({ dataDir: other, expectedServerId: null }, clock);
    if (!opened.ok) throw new Error(opened.error);
    const foreign = createHeadKeeper({ store, keys: opened.value, clock, serverEpoch: EPOCH });
    await foreign.signHead();
    const [document = ''] = opened.value.listAuditMarks('head');
    opened.value.close();
    rmSync(other, { recursive: true });
    expect(await heads.hearWitness(document)).toBe('not-ours');
    expect(await heads.hearWitness('no.head')).toBe('not-ours');
  });

  it('S8: knows what a restore cut off, and nothing else', async () => {
    const last = keys.listAuditMarks('head').at(-1) ?? '';
    tamper('delete from audit where seq > 8', { rehash: false });
    const cut = { serverEpoch: 'second-epoch', at: now, seq: 8, hash: 'x'.repeat(43) };
    keys.addAuditMark('restore', await signRestore(keys, cut), now);
    expect(await heads.hearWitness(last)).toBe('cut-off');
    expect(await verify()).toMatchObject({ holds: true, entries: 8, heads: 1, cutOff: 1 });
    const restored = createHeadKeeper({ store, keys, clock, serverEpoch: 'second-epoch' });
    await append(3);
    await restored.signHead();
    expect(await verify()).toMatchObject({ holds: true, entries: 11, heads: 2, cutOff: 1 });
    tamper('delete from audit where seq > 8', { rehash: false });
    expect(await verify()).toMatchObject({ holds: false, brokenAt: 9, why: 'missing' });
  });
});

describe('the daily head', () => {
  it('D4: is the first of its day, for those that have none of that day', async () => {
    expect(heads.headFor(null)).toBeNull();
    await append(1);
    await heads.signHead();
    const given = heads.headFor(null);
    expect(given?.day).toBe('2026-11-22');
    expect(heads.headFor('2026-11-22')).toBeNull();
    await append(1);
    await heads.signHead();
    expect(heads.headFor('2026-11-21')).toEqual(given);
    now += DAY_MS;
    await heads.signHead();
    const next = heads.headFor('2026-11-22');
    expect(await readHead(keys, next?.document ?? '')).toMatchObject({ day: '2026-11-23', seq: 2, serverEpoch: EPOCH });
  });

  it('is kept for each day, and in full for the last two', async () => {
    for (let hour = 0; hour < 24 * 6; hour += 1) {
      now += 3_600_000;
      await append(1);
      await heads.signHead();
    }
    const kept = keys.listAuditMarks('head').length;
    expect(kept).toBeGreaterThan(48);
    expect(kept).toBeLessThan(60);
    expect(await verify()).toMatchObject({ holds: true, entries: 144, heads: kept });
  });
});
