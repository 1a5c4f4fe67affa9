import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncLoop } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { writeExport } from '#kiosk/process/machine/write-export.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import type { ExportParts } from '#kiosk/sync/seal-export.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import { createSigner, generateSigningKey, type Signer } from '#shared/sealing/signing.ts';
import { makeDeviceStatus, makeVisitEvent } from '#shared/testing/kiosk-factories.ts';
import { type CliEnd, runCommand } from '../testing/run-cli.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import { importRecords } from './import-records.ts';

let server: TestServer;
let owner: Owner;
let dir: string;
let store: SyncStore;
let sync: SyncLoop;
let signer: Signer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'import-'));
  owner = await registerOwner(server.url);
  const opened = await openKioskStore(join(dir, 'kiosk'));
  store = opened.store;
  signer = await createSigner(opened.identity);
  const clock = createKioskClock(null);
  sync = createSyncLoop({
    store,
    signer,
    clock,
    deviceStatus: () => makeDeviceStatus(),
    listener: { onExchange() {}, onDownLink() {}, onStanding() {} },
  });
  const paired = await sync.pair(server.url, await makePairingCode(owner));
  if (!paired.ok) throw new Error(paired.error);
});
afterEach(async () => {
  await sync.stop();
  store.close();
  rmSync(dir, { recursive: true });
});

/** Check-ins as the kiosk writes them, sealed to the keys of this server. */
async function checkIn(people: number): Promise<string[]> {
  const { organisationId, venueId, entranceId } = store.readDownLink()!.settings;
  const sealer = createDayKeySealer(store, createKioskClock(store.readMarks()));
  const at = server.now;
  const events: VisitEvent[] = [];
  for (let n = 0; n < people; n += 1) {
    const event = makeVisitEvent({ at, organisationId, venueId, entranceId });
    const record = { v: 1, name: 'Nguyễn Thị Hương', phone: '+84912345678' } as const;
    const { envelope } = await sealer.seal({ class: 'contact', record }, event.id, at);
    events.push({ ...event, sealed: { contact: envelope, health: null } });
  }
  store.commitEvents(events);
  return events.map(({ id }) => id);
}

function parts(change: Partial<ExportParts> = {}): ExportParts {
  const key = store.readDayKeys()!.keys.find((each) => each.day === null && each.class === 'health')!;
  return { store, pairing: store.readPairing()!, key, signer, at: server.now, ...change };
}

async function exportTo(change?: Partial<ExportParts>): Promise<string> {
  const written = await writeExport(parts(change), { dir, onHung: () => undefined });
  if (!written.ok) throw new Error(written.error);
  return join(dir, written.value.name);
}

/** As somebody types it, beside the running server. */
const cli = (...files: string[]): Promise<CliEnd> => runCommand(['import-records', '--data', server.dataDir, ...files]);

const NOTHING = { stored: 0, duplicates: 0, quarantined: 0, refused: [] };
const take = (file: string) => importRecords(server.server.services, [file]);

const storedVisits = async (): Promise<number> => {
  const { count } = await server.server.services.store.read
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('venue_id', '=', owner.venueId)
    .executeTakeFirstOrThrow();
  return count;
};

describe('a sealed export', () => {
  it('S12: brings what waits into the log once, and the queue is emptied by the server alone', async () => {
    await checkIn(503);
    const file = await exportTo();
    expect(store.countWaiting().waiting).toBe(503);
    expect(await cli(file)).toEqual({
      code: 0,
      stdout: '503 stored, 0 duplicates, 0 quarantined\n',
      stderr: '',
    });
    expect(await storedVisits()).toBe(503);
    expect(await take(file)).toEqual({ ...NOTHING, duplicates: 503 });
    await checkIn(1);
    for (let left = 1; left > 0; left = store.countWaiting().waiting) await sync.exchangeNow();
    expect(await storedVisits()).toBe(504);
    const trail = await server.server.services.store.read
      .selectFrom('audit')
      .select(['actor', 'subject', 'details_json'])
      .where('action', '=', 'records.imported')
      .orderBy('seq')
      .execute();
    expect(trail.at(-1)).toMatchObject({ actor: 'cli', subject: `kiosk:${store.readPairing()!.kioskId}` });
    expect(JSON.parse(trail.at(-2)!.details_json)).toMatchObject({ stored: 503, records: 503 });
  });

  it('shows nobody and nothing to whoever finds the stick', async () => {
    const [id] = await checkIn(3);
    const file = await exportTo();
    expect(file).toMatch(/\/venue-check-in-[0-9a-f]{8}-\d{8}T\d{6}Z\.vcx$/);
    const bytes = readFileSync(file).toString('latin1');
    for (const word of [id!, 'welcome', 'arrived', owner.venueId]) expect(bytes).not.toContain(word);
    expect(bytes).toContain('"count":3');
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('S9, S12: takes the records of a revoked kiosk into quarantine', async () => {
    await checkIn(2);
    const file = await exportTo();
    await server.server.services.kiosks.revoke(store.readPairing()!.kioskId, owner.me.accountId);
    expect(await take(file)).toEqual({ ...NOTHING, quarantined: 2 });
    expect(await storedVisits()).toBe(0);
  });

  it('R6, S12: takes what a server restored from before the pairing no longer remembers into quarantine', async () => {
    await checkIn(2);
    const file = await exportTo();
    const { kioskId } = store.readPairing()!;
    await server.server.services.store.transact(async (tx) => {
      await tx.updateTable('pairing_codes').set({ used_by_kiosk_id: null }).execute();
      await tx.deleteFrom('kiosk_epochs').where('kiosk_id', '=', kioskId).execute();
      await tx.deleteFrom('kiosks').where('id', '=', kioskId).execute();
    });
    expect(await take(file)).toEqual({ ...NOTHING, quarantined: 2 });
  });

  it('S12, S13: takes what a kiosk that lost its key hands out for staff to decide, and into the log from there', async () => {
    await checkIn(2);
    const known = await exportTo({ at: 1_000 });
    const anew = await generateSigningKey();
    const file = await exportTo({ signer: await createSigner(anew), signedBy: anew.publicKey });
    expect(await take(file)).toEqual({ ...NOTHING, quarantined: 2 });
    expect(await storedVisits()).toBe(0);
    const { quarantine } = server.server.services;
    const { kioskId } = store.readPairing()!;
    expect(await quarantine.release(kioskId, { code: 'unproven' }, owner.me.accountId)).toMatchObject({ settled: 2 });
    expect(await storedVisits()).toBe(2);
    for (const again of [file, known]) expect(await take(again)).toEqual({ ...NOTHING, duplicates: 2 });
  });

  it('without anything that waits is a file too', async () => {
    expect(await take(await exportTo())).toEqual(NOTHING);
  });
});

describe('a file that is refused', () => {
  const sentence = async (file: string): Promise<string> => {
    const { refused, ...counts } = await take(file);
    expect([counts, await storedVisits()]).toEqual([{ stored: 0, duplicates: 0, quarantined: 0 }, 0]);
    return refused.join().replace(`The file ${file} `, '');
  };

  it('was changed in any byte, or cut', async () => {
    await checkIn(2);
    const file = await exportTo();
    const bytes = readFileSync(file);
    const changed = join(dir, 'changed.vcx');
    const spots = [0, 6, 20, bytes.indexOf('"count"') + 8, bytes.length - 200, bytes.length - 68, bytes.length - 1];
    const said = new Set<string>();
    for (const spot of spots) {
      writeFileSync(changed, bytes.with(spot, bytes[spot]! ^ 1));
      said.add(await sentence(changed));
    }
    for (const length of [0, 3, 100, bytes.length - 64, bytes.length - 1]) {
      writeFileSync(changed, bytes.subarray(0, length));
      said.add(await sentence(changed));
    }
    writeFileSync(changed, Buffer.concat([bytes, Buffer.from('x')]));
    said.add(await sentence(changed));
    expect([...said].toSorted()).toEqual([
      'is no export of a kiosk, or not all of one.',
      'is not as the kiosk wrote it: nothing in it can be believed.',
    ]);
  });

  it('was sealed for another server, by an unknown kiosk, under a foreign certificate or signature', async () => {
    await checkIn(1);
    const pairing = store.readPairing()!;
    const other = await createSigner(await generateSigningKey());
    expect(await sentence(await exportTo({ signer: other, at: 1_000 }))).toMatch(/^is not as the kiosk wrote it/);
    const stolen = { signer: other, signedBy: (await generateSigningKey()).publicKey, at: 1_500 };
    expect(await sentence(await exportTo(stolen))).toMatch(/^is not as the kiosk wrote it/);
    const elsewhere = { ...pairing, serverId: 'another-server' };
    expect(await sentence(await exportTo({ pairing: elsewhere, at: 2_000 }))).toMatch(/^was sealed for another server/);
    const stranger = { ...pairing, kioskId: crypto.randomUUID() as typeof pairing.kioskId };
    expect(await sentence(await exportTo({ pairing: stranger, at: 3_000 }))).toMatch(/server never knew/);
    const key = { ...parts().key, id: 'h-fallback-00000000' };
    expect(await sentence(await exportTo({ key, at: 4_000 }))).toMatch(/not in the key store/);
    const wrongKey = {
      ...parts().key,
      publicKey: store.readDayKeys()!.keys.find(({ day }) => day !== null)!.publicKey,
    };
    expect(await sentence(await exportTo({ key: wrongKey, at: 5_000 }))).toMatch(/^does not open/);
  });

  it('is all crumbs: what nobody sealed in such pieces is given up before it takes up memory', async () => {
    await checkIn(1);
    const bytes = readFileSync(await exportTo());
    const begin = bytes.subarray(0, 8 + bytes.readUInt32BE(4));
    const crumbs = join(dir, 'crumbs.vcx');
    const end = Buffer.alloc(4 + 64);
    const crumb = (length: number) => Buffer.concat([Buffer.from([0, 0, 0, length]), Buffer.alloc(length)]);
    const piled = (length: number, times: number) => Buffer.concat(Array.from({ length: times }, () => crumb(length)));
    for (const pile of [piled(15, 1), piled(17, 10_001)]) {
      writeFileSync(crumbs, Buffer.concat([begin, pile, end]));
      expect(await sentence(crumbs)).toBe('is no export of a kiosk, or not all of one.');
    }
  });

  it('is not there, and does not keep the others out', async () => {
    await checkIn(1);
    const { code, stdout, stderr } = await cli('/nonexistent.vcx', await exportTo());
    expect([code, stdout]).toEqual([1, '1 stored, 0 duplicates, 0 quarantined\n']);
    expect(stderr).toBe('The file /nonexistent.vcx cannot be read.\n');
  });
});
