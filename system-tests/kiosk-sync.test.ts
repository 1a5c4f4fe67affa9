import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExchangeReport } from '#kiosk/core/ports.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import { backUp, restore } from '#server/backup/service.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { type EventId, mintEventId, type VisitId } from '#shared/domain/ids.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { makeDeviceStatus, makeVisitEvent } from '#shared/testing/kiosk-factories.ts';

/** The kiosk's real store, clock, sealer and exchange; only the screen is missing. */
async function openKiosk(dir: string) {
  const { store, identity } = await openKioskStore(dir);
  const clock = createKioskClock(store.readMarks());
  const sealer = createDayKeySealer(store, clock);
  const reports: ExchangeReport[] = [];
  const standings: string[] = [];
  const sync = createSyncLoop({
    store,
    signer: await createSigner(identity),
    clock,
    deviceStatus: () => makeDeviceStatus({ diskFreeBytes: 1, camera: 'live' }),
    listener: {
      onExchange: (report) => reports.push(report),
      onDownLink: () => undefined,
      onStanding: (standing) => standings.push(standing),
    },
  });
  async function checkIn(name: string): Promise<EventId> {
    const { at, evidence } = clock.estimate();
    const settings = store.readDownLink()?.settings;
    if (!settings) throw new Error('not paired');
    const { organisationId, venueId, entranceId } = settings;
    const id = mintEventId(at);
    const contact = await sealer.seal({ class: 'contact', record: { v: 1, name } }, id, at);
    const sealed = { contact: contact.envelope, health: null };
    const place = { organisationId, venueId, entranceId };
    store.commitEvents([
      makeVisitEvent({ ...place, id, at, clock: evidence, visitId: id as string as VisitId, sealed }),
    ]);
    sync.wake();
    return id;
  }
  async function close(): Promise<void> {
    await sync.stop();
    store.close();
  }
  return { store, clock, sync, reports, standings, checkIn, close };
}

let folder: string;
let test: TestServer;
let owner: Owner;
let kiosk: Awaited<ReturnType<typeof openKiosk>>;

const namesInLog = async (): Promise<string[]> => {
  const { services } = test.server;
  const rows = await services.store.read.selectFrom('visits').selectAll().orderBy('id').execute();
  return rows.map((row) => {
    if (row.contact_key_id === null || row.contact_sealed === null) return '';
    const content = services.keys.open(
      { owner: row.venue_id, recordId: row.id, class: 'contact' },
      { keyId: row.contact_key_id, bytes: row.contact_sealed },
    );
    return (content as { name: string }).name;
  });
};
const quarantined = (): Promise<{ code: string }[]> =>
  test.server.services.store.read.selectFrom('quarantine').select('code').execute();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-and-server-'));
  test = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(test.url);
  kiosk = await openKiosk(join(folder, 'kiosk'));
  const paired = await kiosk.sync.pair(test.url, await makePairingCode(owner));
  if (!paired.ok) throw new Error(paired.error);
});
afterEach(async () => {
  await kiosk.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('kiosk and server', () => {
  it('R4, R5: the pairing brings all it takes to work alone, and a code works once', async () => {
    expect(kiosk.store.readDownLink()?.settings).toMatchObject({
      venueName: 'Chợ Đông Ba',
      entranceName: 'Cổng chính',
    });
    expect(kiosk.store.readDayKeys()?.keys.length).toBeGreaterThan(240);
    expect(kiosk.clock.estimate().evidence.trust).toBe('attested');
    const second = await openKiosk(join(folder, 'second'));
    const code = await makePairingCode(owner);
    expect(await second.sync.pair(test.url, code)).toMatchObject({ ok: true });
    await second.close();
    const third = await openKiosk(join(folder, 'third'));
    expect(await third.sync.pair(test.url, code)).toEqual({ ok: false, error: 'code-used' });
    expect(await third.sync.pair(test.url, 'ZZZZZZZZ')).toEqual({ ok: false, error: 'code-unknown' });
    await third.close();
  });

  it('E6, S2: what the kiosk sealed, the server opens, and only once', async () => {
    await kiosk.checkIn('Nguyễn Thị Hương');
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true, stored: 1, waiting: 0 });
    kiosk.store.applyAnswer({
      marks: kiosk.store.readMarks() as never,
      results: [],
      down: {},
      requeueAbove: 0,
    });
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ stored: 1, waiting: 0 });
    expect(await namesInLog()).toEqual(['Nguyễn Thị Hương']);
    expect(await quarantined()).toEqual([]);
  });

  it('S8: a server restored from an older copy has everything back after one exchange', async () => {
    await kiosk.checkIn('Trần Văn Sơn');
    await kiosk.sync.exchangeNow();
    const copy = await backUp(
      { dataDir: test.dataDir, to: join(folder, 'copies'), keysTo: join(folder, 'keys') },
      Date.now(),
    );
    for (const name of ['Lê Thị Hoa', 'Phạm Đức Ân']) await kiosk.checkIn(name);
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ stored: 2, waiting: 0 });
    const port = Number(new URL(test.url).port);
    await test.close();
    for (const file of ['server.db', 'server.db-wal', 'server.db-shm']) {
      rmSync(join(test.dataDir, file), { force: true });
    }
    const order = { dataDir: test.dataDir, database: copy.database, keys: copy.keys, timeZone: 'Asia/Ho_Chi_Minh' };
    expect(await restore(order)).toMatchObject({ ok: true });
    test = await startTestServer({ dataDir: test.dataDir, port });
    expect(await namesInLog()).toEqual(['Trần Văn Sơn']);
    await kiosk.sync.exchangeNow();
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ waiting: 0 });
    // Each exactly once; their order is the clock's, which was set right by some milliseconds in between.
    const names = await namesInLog();
    expect(names).toHaveLength(3);
    expect(new Set(names)).toEqual(new Set(['Trần Văn Sơn', 'Lê Thị Hoa', 'Phạm Đức Ân']));
    expect(await quarantined()).toEqual([]);
  });

  it('S3: the server stops, three check in, the kiosk restarts, the server is back: each is there once', async () => {
    kiosk.sync.start();
    await kiosk.checkIn('Trần Văn Sơn');
    await vi.waitFor(() => expect(kiosk.reports.at(-1)).toMatchObject({ stored: 1, waiting: 0 }), 5_000);
    const port = Number(new URL(test.url).port);
    const settings = { dataDir: test.dataDir, port };
    await test.close();
    const late = ['Lê Thị Hoa', 'Phạm Đức Ân', 'Huỳnh Ngọc Yến'];
    for (const name of late) await kiosk.checkIn(name);
    await vi.waitFor(() => expect(kiosk.reports.at(-1)).toMatchObject({ online: false, waiting: 3 }), 5_000);
    await kiosk.close();

    kiosk = await openKiosk(join(folder, 'kiosk'));
    expect(kiosk.store.countWaiting().waiting).toBe(3);
    kiosk.sync.start();
    test = await startTestServer(settings);
    await vi.waitFor(() => expect(kiosk.reports.at(-1)).toMatchObject({ online: true, waiting: 0 }), 15_000);
    expect((await namesInLog()).toSorted()).toEqual(['Trần Văn Sơn', ...late].toSorted());
    expect(await quarantined()).toEqual([]);
  });

  it('S1: 1,200 records drain in growing batches', async () => {
    for (let count = 0; count < 1_200; count += 1) await kiosk.checkIn(`Khách ${count}`);
    kiosk.sync.start();
    await vi.waitFor(() => expect(kiosk.store.countWaiting().waiting).toBe(0), 15_000);
    expect(kiosk.reports.map(({ stored }) => stored)).toEqual([50, 100, 200, 400, 450]);
    expect((await namesInLog()).length).toBe(1_200);
  });

  it('S9: a revoked kiosk is told, keeps sending, and its records wait in quarantine', async () => {
    const pairing = kiosk.store.readPairing();
    expect((await owner.call('POST', `/kiosks/${pairing?.kioskId}/revocation`)).ok).toBe(true);
    await kiosk.checkIn('Đặng Minh Khôi');
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true, stored: 1, waiting: 0 });
    expect(kiosk.standings).toEqual(['revoked']);
    expect(await quarantined()).toEqual([{ code: 'revoked' }]);
  });
});
