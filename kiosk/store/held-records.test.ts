import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { openKioskStore } from './open-kiosk-store.ts';
import { eventFor, MARKS, pairWith, SERVERS, type SomeServer } from './testing/two-servers.ts';

const [HERE, THERE] = SERVERS;

let dir: string;
let store: SyncStore;
let publicKey: string;

async function open(): Promise<void> {
  const opened = await openKioskStore(dir);
  ({ store } = opened);
  ({ publicKey } = opened.identity);
}
async function reopen(): Promise<void> {
  store.close();
  await open();
}
const pair = (server: SomeServer): Promise<void> => pairWith(store, publicKey, server);
function commit(server: SomeServer, count: number): string[] {
  const events = Array.from({ length: count }, () => eventFor(server));
  store.commitEvents(events);
  return events.map(({ id }) => id);
}
const sendable = (): string[] => store.nextBatch(500, []).map(({ id }) => id);
const confirmAll = (): void => {
  const results = store.nextBatch(500, []).map(({ seq, id }) => ({ seq, result: { id, outcome: 'stored' as const } }));
  store.applyAnswer({ marks: MARKS, results, down: {}, requeueAbove: null });
};
const salvaged = () =>
  vi.waitFor(() => expect(readdirSync(dir).filter((name) => name.includes('.salvaging-'))).toEqual([]), 10_000);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-held-'));
  await open();
  await pair(HERE);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a kiosk paired with another server', () => {
  it('S19: keeps what waits for the former one, which alone gets it, and counts it apart', async () => {
    const before = commit(HERE, 3);
    await pair(THERE);
    const after = commit(THERE, 2);
    // Begun before the pairing, written down after it.
    const [late] = commit(HERE, 1);
    for (const again of [false, true]) {
      if (again) await reopen();
      expect(sendable()).toEqual(after);
      expect(store.listWaitingSeqs()).toEqual([4, 5]);
      expect(store.countWaiting()).toMatchObject({ waiting: 2 });
      expect([store.countWaitingInside(), store.countHeld()]).toEqual([2, 4]);
      expect(store.listHeld()).toMatchObject([
        { pairing: { serverId: HERE.serverId }, signedBy: null, seqs: [1, 2, 3, 6] },
      ]);
    }
    await pair(HERE);
    expect(sendable()).toEqual([...before, late]);
    expect([store.countHeld(), store.listHeld()[0]?.seqs]).toEqual([2, [4, 5]]);
  });

  it('S19, S8: sends nobody else what the former one has already, whoever was restored', async () => {
    const sent = commit(HERE, 2);
    confirmAll();
    await pair(THERE);
    store.applyAnswer({ marks: MARKS, results: [], down: {}, requeueAbove: 0 });
    expect([sendable(), store.countHeld()]).toEqual([[], 0]);
    sent.push(...commit(HERE, 1));
    expect([sendable(), store.countHeld()]).toEqual([[], 1]);
    await pair(HERE);
    expect(store.readServerEpoch(HERE.serverPublicKey)).toBe(MARKS.serverEpoch);
    store.applyAnswer({ marks: MARKS, results: [], down: {}, requeueAbove: 0 });
    expect(sendable()).toEqual(sent);
  });

  it('S19: knows whose a record is also after damage, and when its own key was lost', async () => {
    commit(HERE, 40);
    await pair(THERE);
    const after = commit(THERE, 40);
    store.close();
    const bytes = readFileSync(join(dir, 'kiosk.db'));
    const db = new Database(join(dir, 'kiosk.db'));
    const page = db
      .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'events_waiting'")
      .pluck()
      .get();
    db.close();
    const size = bytes.readUInt16BE(16);
    bytes.fill(0xff, ((page ?? 0) - 1) * size, (page ?? 0) * size);
    writeFileSync(join(dir, 'kiosk.db'), bytes);
    await open();
    await salvaged();
    expect(sendable().toSorted()).toEqual(after.toSorted());
    expect(store.countHeld()).toBe(40);

    store.close();
    for (const name of ['identity.json', 'identity.copy.json']) rmSync(join(dir, name));
    await open();
    expect(store.readPairing()).toBeNull();
    await pair(HERE);
    expect([sendable().length, store.countHeld()]).toEqual([40, 40]);
    // That server knows the kiosk by the key it lost: the file says which one signs it now.
    expect(store.listHeld()).toMatchObject([{ pairing: { serverId: THERE.serverId }, signedBy: publicKey }]);
    expect(store.listHeld()[0]?.seqs).toHaveLength(40);
    await pair(THERE);
    expect(sendable().toSorted()).toEqual(after.toSorted());
  });

  it('S19: tells a server that names an organisation of another one, as long as records of it are here', async () => {
    const impostor = { ...THERE, organisationId: HERE.organisationId };
    const isKept = () => store.isKeptForAnother(impostor.organisationId, impostor.serverPublicKey);
    expect(isKept()).toBe(false);
    commit(HERE, 1);
    expect([isKept(), store.isKeptForAnother(HERE.organisationId, HERE.serverPublicKey)]).toEqual([true, false]);
    confirmAll();
    expect(isKept()).toBe(true);
    store.pruneStored(TEST_NOW + 8 * DAY_MS);
    expect(isKept()).toBe(false);
  });

  it('S19: is paired in one transaction, or not at all', async () => {
    const before = commit(HERE, 2);
    const down = { settings: { organisationId: null } } as never;
    const pairing = { ...store.readPairing()!, publicKey, serverPublicKey: THERE.serverPublicKey };
    expect(() => store.savePairing(pairing, MARKS, down)).toThrow(/NOT NULL/);
    expect(store.readPairing()?.serverPublicKey).toBe(HERE.serverPublicKey);
    expect(store.readDownLink()?.settings.organisationId).toBe(HERE.organisationId);
    expect([sendable(), store.countHeld(), store.listHeld()]).toEqual([before, 0, []]);
  });
});

const SCRIPT = fileURLToPath(new URL('./testing/pair-until-killed.ts', import.meta.url));
const KILLS = 12;

it(
  'S19: a kiosk killed while it is paired back and forth offers nobody a record of the other, and has all of them',
  async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      store.close();
      acknowledged.push(...(await runAndKill(1 + ((kill * 7) % 40))));
      await open();
      const own = store.readDownLink()?.settings.organisationId;
      const [sent, held] = [store.nextBatch(100_000, []), store.countHeld()];
      const of = sent.map(({ body }) => (JSON.parse(body) as { organisationId: string }).organisationId);
      expect(of.filter((one) => one !== own)).toEqual([]);
      expect(sent.length + held).toBeGreaterThanOrEqual(acknowledged.length);
    }
    const everywhere = new Set<string>();
    for (const server of SERVERS) {
      await pair(server);
      for (const { id } of store.nextBatch(100_000, [])) everywhere.add(id);
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(acknowledged.filter((id) => !everywhere.has(id))).toEqual([]);
  },
  20_000 + KILLS * 3_000,
);

/** @returns the ids acknowledged before the kill. */
async function runAndKill(afterMs: number): Promise<string[]> {
  const child = spawn(execPath, [SCRIPT, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (out === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    out += text;
  });
  await once(child, 'close');
  return out.split('\n').slice(0, -1);
}
