import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataFolderBusy, StorageFailure } from '#kiosk/core/ports.ts';
import type { NewPairing, ServerMarks, SyncStore } from '#kiosk/core/sync-store.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { makeDayKeys, makeQuestions, makeSettings, makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { NewerDatabase, openDatabase } from './database.ts';
import type { StoreNews } from './healing-store.ts';
import { openKeptCopy } from './kept-copy.ts';
import { createKioskStore } from './kiosk-store.ts';
import { type OpenStore, openKioskStore } from './open-kiosk-store.ts';

const marks: ServerMarks = { serverEpoch: 'epoch-one', standing: 'active', offsetMs: 12, attestedAt: TEST_NOW };
const pairing = {
  serverUrl: 'http://127.0.0.1:1',
  kioskId: '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a01' as NewPairing['kioskId'],
  serverId: 'server-1',
  serverPublicKey: 'A'.repeat(43),
  certificate: 'x.y',
};

let dir: string;
const open: SyncStore[] = [];

const news: StoreNews[] = [];
/** Resolves when everything that was put aside has been gone through. */
const salvaged = async (): Promise<number> => {
  await vi.waitFor(() => expect(readdirSync(dir).filter((name) => name.includes('.salvaging-'))).toEqual([]), 10_000);
  return news.reduce((sum, one) => sum + (one.is === 'salvaged' ? one.events : 0), 0);
};

async function start(connect?: (file: string) => Database.Database): Promise<OpenStore> {
  news.length = 0;
  const opened = await openKioskStore(dir, { connect, onNews: (one) => news.push(one) });
  open.push(opened.store);
  return opened;
}

const stored = ({ seq, id }: OutboxRecord) => ({ seq, result: { id, outcome: 'stored' as const } });
const confirm = (store: SyncStore, records: OutboxRecord[], attestedAt = TEST_NOW): void =>
  store.applyAnswer({ marks: { ...marks, attestedAt }, results: records.map(stored), down: {}, requeueAbove: null });
const seqs = (store: SyncStore, except: number[] = []): number[] => store.nextBatch(500, except).map(({ seq }) => seq);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-store-'));
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('events and queue', () => {
  it('E3: numbers events from 1 without gaps, over restarts and after pruning', async () => {
    const { store } = await start();
    expect([store.commitEvents([makeVisitEvent()]).seq, store.commitEvents([makeVisitEvent()]).seq]).toEqual([1, 2]);
    confirm(store, store.nextBatch(500, []));
    expect(store.pruneStored(TEST_NOW + 8 * DAY_MS)).toBe(2);
    store.close();
    const again = (await start()).store;
    expect(again.commitEvents([makeVisitEvent()]).seq).toBe(3);
    expect(again.epoch).toBe(store.epoch);
    expect(again.epoch).toMatch(/^[0-9a-f]{32}$/);
  });

  it('E4: puts the exact text and its SHA-256 on the wire', async () => {
    const { store } = await start();
    const event = makeVisitEvent();
    store.commitEvents([event]);
    const [record] = store.nextBatch(1, []);
    expect(record).toEqual({
      id: event.id,
      epoch: store.epoch,
      seq: 1,
      body: JSON.stringify(event),
      hash: createHash('sha256').update(JSON.stringify(event)).digest('base64url'),
    });
  });

  it('E1: takes an id only once', async () => {
    const { store } = await start();
    const event = makeVisitEvent();
    store.commitEvents([event]);
    expect(() => store.commitEvents([event])).toThrow(/UNIQUE/);
    expect(store.commitEvents([makeVisitEvent()]).seq).toBe(2);
  });

  it('S1: takes no more into a batch than the text it may have, but one record always', async () => {
    const { store } = await start();
    store.commitEvents([makeVisitEvent(), makeVisitEvent(), makeVisitEvent()]);
    const lengths = store.nextBatch(500, []).map(({ body }) => body.length);
    const [first = 0, second = 0] = lengths;
    expect(store.nextBatch(500, [], first + second)).toHaveLength(2);
    expect(store.nextBatch(500, [], first + second - 1)).toHaveLength(1);
    expect(store.nextBatch(500, [], 1)).toHaveLength(1);
    expect(store.nextBatch(500, [1], 1).map(({ seq }) => seq)).toEqual([2]);
  });

  it('S3: keeps a record until its own result, and counts what waits', async () => {
    const { store } = await start();
    for (const minute of [0, 1, 2]) store.commitEvents([makeVisitEvent({ at: TEST_NOW + minute * 60_000 })]);
    const [first, second] = store.nextBatch(500, []);
    if (!first || !second) throw new Error('no batch');
    confirm(store, [first]);
    store.applyAnswer({
      marks,
      results: [{ seq: second.seq, result: { id: second.id, outcome: 'quarantined', code: 'expired' } }],
      down: {},
      requeueAbove: null,
    });
    expect(seqs(store)).toEqual([3]);
    expect(store.countWaiting()).toEqual({ waiting: 1, oldestWaitingAt: TEST_NOW + 120_000 });
    // A result for another id than the row's changes nothing.
    store.applyAnswer({
      marks,
      results: [{ seq: 3, result: { id: first.id, outcome: 'stored' } }],
      down: {},
      requeueAbove: null,
    });
    expect(seqs(store)).toEqual([3]);
  });

  it('S4: leaves out what must wait behind the others', async () => {
    const { store } = await start();
    for (let index = 0; index < 4; index += 1) store.commitEvents([makeVisitEvent()]);
    expect(seqs(store, [1, 3])).toEqual([2, 4]);
  });

  it('S8: keeps confirmed rows seven days and queues those above the mark again', async () => {
    const { store } = await start();
    for (let index = 0; index < 4; index += 1) store.commitEvents([makeVisitEvent()]);
    confirm(store, store.nextBatch(2, []), TEST_NOW);
    confirm(store, store.nextBatch(2, []), TEST_NOW + DAY_MS);
    expect(store.pruneStored(TEST_NOW + 7 * DAY_MS)).toBe(0);
    expect(store.pruneStored(TEST_NOW + 7 * DAY_MS + 1)).toBe(2);
    store.applyAnswer({ marks, results: [], down: {}, requeueAbove: 3 });
    expect(seqs(store)).toEqual([4]);
  });

  it('R2: never gives a counter twice, over restarts', async () => {
    const { store } = await start();
    expect([store.reserveCounters(100), store.reserveCounters(100)]).toEqual([1, 101]);
    store.close();
    expect((await start()).store.reserveCounters(10)).toBe(201);
  });
});

describe('pairing and down-link', () => {
  it('R5: has all it needs after a restart', async () => {
    const { store, identity } = await start();
    const keys = (await makeDayKeys()).part;
    const down = { settings: makeSettings(), questions: makeQuestions(), keys };
    expect([store.readPairing(), store.readMarks(), store.readDownLink(), store.readDayKeys()]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    store.savePairing({ ...pairing, publicKey: identity.publicKey }, marks, down);
    store.close();
    const again = await start();
    expect(again.identity).toEqual(identity);
    expect(again.store.readPairing()).toEqual(pairing);
    expect(again.store.readMarks()).toEqual(marks);
    expect(again.store.readDownLink()).toEqual({ settings: down.settings, questions: down.questions, notices: null });
    expect(again.store.readDayKeys()).toEqual(keys);
  });

  it('a part that this version cannot read counts as absent: it is asked for again', async () => {
    const { store, identity } = await start();
    const down = { settings: makeSettings(), questions: makeQuestions(), keys: (await makeDayKeys(TEST_NOW, 1)).part };
    store.savePairing({ ...pairing, publicKey: identity.publicKey }, marks, down);
    store.close();
    const db = new Database(join(dir, 'kiosk.db'));
    db.exec(`UPDATE down_link SET body = substr(body, 9), content_check = NULL WHERE part = 'keys'`);
    db.close();
    const again = (await start()).store;
    expect([again.readDayKeys(), again.readDownLink()?.settings]).toEqual([null, down.settings]);
  });

  it('is not paired with another key than the one that was certified', async () => {
    const { store } = await start();
    store.savePairing({ ...pairing, publicKey: 'B'.repeat(43) }, marks, {});
    expect(store.readPairing()).toBeNull();
  });

  it('D2: applies marks, results and parts together or not at all', async () => {
    const { store, identity } = await start();
    store.savePairing({ ...pairing, publicKey: identity.publicKey }, marks, {
      settings: makeSettings(),
      questions: makeQuestions(),
    });
    store.commitEvents([makeVisitEvent()]);
    const results = store.nextBatch(1, []).map(stored);
    const broken = { ...marks, serverEpoch: null as unknown as string };
    expect(() =>
      store.applyAnswer({
        marks: broken,
        results,
        down: { settings: makeSettings({ version: 2 }) },
        requeueAbove: null,
      }),
    ).toThrow(/NOT NULL/);
    expect(store.readDownLink()?.settings.version).toBe(1);
    expect(seqs(store)).toEqual([1]);
  });

  it('keeps the key in a file of its own that only its owner reads', async () => {
    const { identity, store } = await start();
    store.close();
    expect(statSync(join(dir, 'identity.json')).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(dir).filter((each) => each.startsWith('kiosk.db'))) {
      expect(readFileSync(join(dir, name)).includes(identity.privateKey)).toBe(false);
    }
    expect(statSync(join(dir, 'identity.copy.json')).mode & 0o777).toBe(0o600);
  });
});

describe('the disk', () => {
  it('E2: refuses to open when synchronous=FULL does not hold', async () => {
    const planted = (file: string) => {
      const db = new Database(file);
      const pragma = db.pragma.bind(db);
      db.pragma = (source, options) => pragma(source.replace('synchronous = FULL', 'synchronous = NORMAL'), options);
      return db;
    };
    await expect(start(planted)).rejects.toThrow(/not durable.*synchronous=1/);
    await expect(start()).resolves.toBeDefined();
  });

  it('says "full", frees the ballast, and still lets the queue drain', async () => {
    (await start()).store.close();
    let connection: Database.Database | undefined;
    const { store } = await start((file) => {
      connection = new Database(file);
      connection.pragma('max_page_count = 40');
      return connection;
    });
    expect(statSync(join(dir, 'ballast')).size).toBe(8 * 1024 * 1024);
    const fill = (): never => {
      for (;;) store.commitEvents([makeVisitEvent()]);
    };
    expect(fill).toThrow(StorageFailure);
    expect(readdirSync(dir)).not.toContain('ballast');
    // What the ballast gives back to a real disk.
    connection?.pragma(`max_page_count = ${40 + (8 * 1024 * 1024) / 4096}`);
    const waiting = store.nextBatch(500, []);
    expect(waiting.length).toBeGreaterThan(5);
    confirm(store, waiting);
    expect(store.countWaiting().waiting).toBe(0);
    store.pruneStored(TEST_NOW + 8 * DAY_MS);
    expect(store.commitEvents([makeVisitEvent()]).seq).toBe(waiting.length + 1);
    expect(readdirSync(dir)).toContain('ballast');
  });

  it('takes check-ins again in the room that pruning made, when the disk itself stays full', () => {
    const ballast = { isInPlace: () => false, free: () => undefined, restore: () => false };
    const db = openDatabase(join(dir, 'kiosk.db'));
    const usual = { db, dir, kept: openKeptCopy(dir), publicKey: 'A'.repeat(43) };
    const store = createKioskStore({ ...usual, ballast });
    open.push(store);
    expect(() => store.commitEvents([makeVisitEvent()])).toThrow(StorageFailure);
    const earlier = createKioskStore({ ...usual, ballast: { ...ballast, isInPlace: () => true } });
    for (let count = 0; count < 2_000; count += 1) earlier.commitEvents([makeVisitEvent()]);
    confirm(earlier, earlier.nextBatch(2_000, []));
    earlier.pruneStored(TEST_NOW + 8 * DAY_MS);
    const after = createKioskStore({ ...usual, ballast });
    expect(after.commitEvents([makeVisitEvent()]).seq).toBe(2_001);
  });

  it('refuses a folder that another kiosk holds, in this process and in another', async () => {
    await start();
    await expect(openKioskStore(dir)).rejects.toThrow(DataFolderBusy);
    const script = `import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
      try { await openKioskStore(process.argv[1]); console.log('opened'); } catch (error) { console.log(error.message); }`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script, dir], { encoding: 'utf8' });
    expect(child.stdout).toBe(
      `Another kiosk is running on ${dir}: stop it, or choose another folder with --data DIR.\n`,
    );
  });

  it('refuses a newer database politely and leaves it as it is', async () => {
    (await start()).store.close();
    const db = new Database(join(dir, 'kiosk.db'));
    db.exec('CREATE TABLE later (thing TEXT)');
    db.pragma('user_version = 9999');
    db.close();
    await expect(start()).rejects.toThrow(NewerDatabase);
    await expect(start()).rejects.toThrow(/update the program/);
  });

  it('puts a file that is no database aside and begins anew', async () => {
    writeFileSync(join(dir, 'kiosk.db'), 'this is not a database, it is a text of some length'.repeat(100));
    const { store, recovered } = await start();
    expect(readFileSync(recovered!.movedTo, 'utf8')).toContain('this is not a database');
    expect(await salvaged()).toBe(0);
    expect(store.commitEvents([makeVisitEvent()]).seq).toBe(1);
  });

  it('E3: after damage starts a new epoch, still paired, with every record that is still sound', async () => {
    const { store, identity } = await start();
    store.savePairing({ ...pairing, publicKey: identity.publicKey }, marks, {
      settings: makeSettings(),
      questions: makeQuestions(),
    });
    const events = Array.from({ length: 200 }, () => makeVisitEvent());
    for (const event of events) store.commitEvents([event]);
    store.close();
    damageQueueIndex();
    const bytes = readFileSync(join(dir, 'kiosk.db'));
    // One changed letter in one event: the hash tells.
    bytes.write('Arrived', bytes.indexOf('arrived', bytes.indexOf(`{"v":1,"id":"${events[7]?.id}`)));
    writeFileSync(join(dir, 'kiosk.db'), bytes);

    const again = await start();
    expect(again.store.readPairing()).toEqual(pairing);
    expect(await salvaged()).toBe(199);
    expect(again.store.epoch).not.toBe(store.epoch);
    expect(again.store.readPairing()).toEqual(pairing);
    const kept = again.store.nextBatch(500, []);
    expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 199 }, (_, index) => index + 1));
    expect(new Set(kept.map(({ id }) => id))).toEqual(
      new Set(events.filter((_, index) => index !== 7).map(({ id }) => id)),
    );
  });

  it('E3: finds records beyond any gap that pruning left before the damage', async () => {
    const { store } = await start();
    const [poison, late] = [makeVisitEvent(), makeVisitEvent()];
    store.commitEvents([poison]);
    store.close();
    // What ten thousand confirmed records and the pruning of them leave behind.
    const db = new Database(join(dir, 'kiosk.db'));
    db.exec('UPDATE installation SET pruned_through = 20000, content_check = NULL');
    db.close();
    const then = await start();
    expect(then.store.commitEvents([late]).seq).toBe(20_001);
    then.store.close();
    damageQueueIndex();

    const again = await start();
    expect(await salvaged()).toBe(2);
    expect(again.store.nextBatch(500, []).map(({ id }) => id)).toEqual([poison.id, late.id]);
  });

  it('E3, S3: damage while it runs is noticed when a row is used, and nobody has to do anything', async () => {
    let connection: Database.Database | undefined;
    const { store } = await start((file) => {
      connection ??= new Database(file);
      return connection.open ? connection : new Database(file);
    });
    const events = Array.from({ length: 300 }, () => makeVisitEvent());
    store.commitEvents(events);
    connection?.pragma('wal_checkpoint(TRUNCATE)');
    connection?.pragma('shrink_memory');
    const { epoch } = store;
    const bytes = readFileSync(join(dir, 'kiosk.db'));
    bytes.write('Arrived', bytes.indexOf('arrived', bytes.indexOf(`{"v":1,"id":"${events[7]?.id}`)));
    writeFileSync(join(dir, 'kiosk.db'), bytes);
    // What could be recalled of those that wait is there at once; what is not what was written never is.
    const recalled = store.nextBatch(500, []).map(({ id }) => id);
    expect(recalled).not.toContain(events[7]?.id);
    expect(news.map(({ is }) => is)).toContain('damaged');
    expect(store.epoch).not.toBe(epoch);
    const late = makeVisitEvent();
    store.commitEvents([late]);
    expect(recalled.length + (await salvaged())).toBe(299);
    const ids = new Set<string>(store.nextBatch(500, []).map(({ id }) => id));
    expect(ids).toEqual(new Set([...events.filter((_, index) => index !== 7), late].map(({ id }) => id)));
  });

  it('E3: a salvage that is interrupted begins again, with nothing left behind', async () => {
    const { store } = await start();
    const events = Array.from({ length: 400 }, () => makeVisitEvent());
    for (const event of events) store.commitEvents([event]);
    store.close();
    damageQueueIndex();
    const first = await start();
    await new Promise((resolve) => setImmediate(resolve));
    first.store.close();
    expect(readdirSync(dir).filter((name) => name.includes('.salvaging-'))).not.toEqual([]);

    const again = await start();
    await salvaged();
    expect(new Set(again.store.nextBatch(500, []).map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
    expect(readdirSync(dir).filter((name) => /\.damaged-[^-]+-[^-]+-[^-]+-[^-]+-[^-]+$/.test(name))).toHaveLength(1);
  });
});

/** The index of what waits, which every start checks. */
function damageQueueIndex(): void {
  const file = join(dir, 'kiosk.db');
  const db = new Database(file);
  const { rootpage } = db
    .prepare<[], { rootpage: number }>(`SELECT rootpage FROM sqlite_schema WHERE name = 'events_waiting'`)
    .get()!;
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (rootpage - 1) * 4096, rootpage * 4096);
  writeFileSync(file, bytes);
}
