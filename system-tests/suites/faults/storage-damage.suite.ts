import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { StoreNews } from '#kiosk/store/healing-store.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { makeDayKeys, makeQuestions, makeSettings, makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { howMany } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { createProgress } from '../support/progress.ts';
import { damageFile, notePlaces } from './support/damage.ts';

const CASES = howMany({ short: 16, full: 500 });
const AT_ONCE = 8;
const ROWS = 300;
const STORED = 80;
const BACK_WITHIN_MS = 5_000;
/** Of the rows that are whole somewhere, over all cases. */
const SALVAGED_SHARE = 0.999;

const marks = { serverEpoch: 'one', standing: 'active', offsetMs: 0, attestedAt: TEST_NOW } as const;
const FOLDERS = ['closed', 'killed'] as const;

let folder: string;
let written: Map<string, OutboxRecord>;
let publicKey: string;
let epoch: string;

const makeEvent = () => {
  const envelope = { key: 'k', ciphertext: randomBytes(400 + Math.floor(Math.random() * 400)).toString('base64url') };
  return makeVisitEvent({ sealed: { contact: envelope as never, health: null } });
};
const confirm = (store: SyncStore, records: readonly OutboxRecord[]): void =>
  store.applyAnswer({
    marks,
    results: records.map(({ seq, id }) => ({ seq, result: { id, outcome: 'stored' } })),
    down: {},
    requeueAbove: null,
  });

/** Two folders with the same rows: of a kiosk that was closed, and of one that was killed with a log full of rows. */
beforeAll(async () => {
  folder = makeFastFolder('storage-damage-');
  const dir = join(folder, 'killed');
  const { store, identity } = await openKioskStore(dir);
  ({ publicKey } = identity);
  ({ epoch } = store);
  const pairing = {
    serverUrl: 'http://127.0.0.1:1',
    kioskId: '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a01' as never,
    serverId: 'server-1',
    serverPublicKey: 'A'.repeat(43),
    certificate: 'x.y',
    publicKey,
  };
  const { part: keys } = await makeDayKeys(TEST_NOW, 2);
  store.savePairing(pairing, marks, { settings: makeSettings(), questions: makeQuestions(), keys });
  for (let row = 0; row < ROWS; row += 1) store.commitEvents([makeEvent()]);
  const all = store.readRecords(Array.from({ length: ROWS }, (_, index) => index + 1));
  confirm(store, all.slice(0, STORED));
  written = new Map(all.map((record) => [record.id, record]));
  cpSync(dir, join(folder, 'copy'), { recursive: true });
  store.close();
  cpSync(dir, join(folder, 'closed'), { recursive: true });
  rmSync(dir, { recursive: true });
  cpSync(join(folder, 'copy'), dir, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly what: string;
  readonly whole: number;
  readonly lost: number;
}

const isSalvaging = (dir: string): boolean => readdirSync(dir).some((name) => name.includes('.salvaging-'));

/** Sends what waits to a server that takes it, until the store has nothing more to find. */
async function sendAll(dir: string, store: SyncStore, news: readonly StoreNews[]): Promise<Map<string, OutboxRecord>> {
  const sent = new Map<string, OutboxRecord>();
  const end = performance.now() + 60_000;
  for (;;) {
    const batch = store.nextBatch(100, []);
    for (const record of batch) sent.set(record.id, record);
    confirm(store, batch);
    const last = news.findLastIndex(({ is }) => is === 'damaged');
    const isVerified = news.findLastIndex(({ is }) => is === 'verified') > last;
    if (batch.length === 0 && !isSalvaging(dir) && isVerified) return sent;
    if (performance.now() > end) throw new Error(`it does not end: ${JSON.stringify(news)}`);
    await delay(5);
  }
}

async function runCase(index: number): Promise<Outcome> {
  const random = seededRandom(20_261_122 + index);
  const dir = mkdtempSync(join(folder, 'case-'));
  const from = FOLDERS[index % 2] ?? 'closed';
  cpSync(join(folder, from), dir, { recursive: true });
  const places = notePlaces([join(dir, 'kiosk.db'), join(dir, 'kiosk.db-wal')], [...written.values()]);
  const files = ['kiosk.db', 'kiosk.db', 'kiosk.db', 'kiosk.db-wal', 'identity.json', 'kept.json'];
  const name = files[random(files.length)] ?? 'kiosk.db';
  const target = from === 'closed' && name === 'kiosk.db-wal' ? 'kiosk.db' : name;
  const what = `case ${index}: ${from}, ${target}, ${damageFile(join(dir, target), random)}`;
  const whole = places.listWhole();
  const news: StoreNews[] = [];
  const before = performance.now();
  const { store, identity } = await openKioskStore(dir, { onNews: (one) => news.push(one) });
  try {
    const event = makeEvent();
    store.commitEvents([event]);
    expect(performance.now() - before, what).toBeLessThan(BACK_WITHIN_MS);
    expect(identity.publicKey, what).toBe(publicKey);
    expect(store.readPairing()?.serverId, what).toBe('server-1');
    expect(store.readDownLink()?.settings.version, what).toBe(1);
    expect(store.readDayKeys(), what).not.toBeNull();
    const sent = await sendAll(dir, store, news);
    expect(sent.has(event.id), what).toBe(true);
    expectTrue(sent, event.id, what);
    const isNew = news.some(({ is }) => is === 'damaged');
    expect(store.epoch !== epoch, what).toBe(isNew);
    expect(
      readdirSync(dir).some((file) => file.includes('.damaged-')),
      what,
    ).toBe(isNew || target === 'identity.json');
    const waiting = [...whole].filter((id) => (written.get(id)?.seq ?? 0) > STORED);
    return { what, whole: waiting.length, lost: waiting.filter((id) => !sent.has(id)).length };
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Nothing is sent that was not written. */
function expectTrue(sent: Map<string, OutboxRecord>, newId: string, what: string): void {
  for (const { id, body, hash } of sent.values()) {
    if (id === newId) continue;
    expect({ body, hash }, what).toEqual({ body: written.get(id)?.body, hash: written.get(id)?.hash });
  }
}

it(`E3, S3: ${CASES} damaged folders: served at once, nothing wrong is sent, and what is whole is taken over`, async () => {
  const progress = createProgress('damaged folders', CASES);
  const outcomes: Outcome[] = [];
  for (let first = 0; first < CASES; first += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, CASES - first) }, (_, index) => first + index);
    outcomes.push(...(await Promise.all(indexes.map(runCase))));
    progress(outcomes.length);
  }
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const lossy = outcomes.filter(({ lost }) => lost > 0).map(({ what, lost }) => `${what}: ${lost}`);
  const [whole, lost] = [sum((outcome) => outcome.whole), sum((outcome) => outcome.lost)];
  expect(whole).toBeGreaterThan(CASES * ROWS * 0.2);
  expect((whole - lost) / whole, lossy.join('\n')).toBeGreaterThanOrEqual(SALVAGED_SHARE);
});
