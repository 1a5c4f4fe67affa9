// oxlint-disable vitest/no-standalone-expect -- what is set up is looked at too
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BALLAST_BYTES } from '#kiosk/store/ballast.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { findFreePort } from '../../support/free-port.ts';
import { DoorCore } from './support/door-core.ts';
import { mountSmallDisk } from './support/small-disk.ts';

const disk = mountSmallDisk(520);
if (typeof disk === 'string') console.log(`skipped: ${disk}`);

let folder: string;
let port: number;
let server: TestServer;
let owner: Owner;
let core: DoorCore | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storage-full-'));
  port = await findFreePort();
  server = await startTestServer({ dataDir: join(folder, 'server'), port });
  owner = await registerOwner(server.url);
  const door = { choices: { askPhoneAfterCode: false } };
  expect((await owner.call('PATCH', `/venues/${owner.venueId}/door`, door)).status).toBe(200);
});
afterAll(async () => {
  await core?.kill();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  if (typeof disk !== 'string') disk.remove();
});

async function readAlerts(): Promise<string[]> {
  const answer = await owner.call('GET', `/venues/${owner.venueId}/kiosks`);
  const { kiosks } = (await answer.json()) as { kiosks: { alerts?: string[] }[] };
  return kiosks.flatMap(({ alerts }) => alerts ?? []);
}

async function countEvents(): Promise<number> {
  const rows = await server.server.services.store.read.selectFrom('visit_events').select('id').execute();
  return new Set(rows.map(({ id }) => id)).size;
}

it.skipIf(typeof disk === 'string')(
  'E2: a disk that fills up is told of at 500 and 100 MB; when it is full nobody is welcomed, the queue drains all the same, and with room again it heals by itself',
  async () => {
    if (typeof disk === 'string') return;
    const dataDir = join(disk.dir, 'kiosk');
    const start = (...more: string[]): DoorCore => new DoorCore(['--data', dataDir, '--server', server.url, ...more]);
    const welcomed = async (kiosk: DoorCore): Promise<boolean> => {
      const screen = await kiosk.checkIn();
      if (screen.name === 'result') expect(screen.verdict).toBe('welcome');
      else expect(screen.name).toBe('storage-failed');
      return screen.name === 'result';
    };
    core = start('--pair', await makePairingCode(owner));
    let welcomes = 0;
    const admit = async (): Promise<void> => {
      expect(await welcomed(core!)).toBe(true);
      welcomes += 1;
    };
    await core.until('the idle screen', ({ screen, disk: level }) => screen.name === 'idle' && level === 'ok');
    await admit();

    for (const [bytes, level, alert] of [
      [490_000_000, 'low', 'disk-low'],
      [95_000_000, 'scarce', 'disk-scarce'],
    ] as const) {
      disk.leave(bytes);
      await core.until(level, (view) => view.disk === level);
      await admit();
      await core.until('an empty queue', (view) => view.connection.waiting === 0);
      await expect.poll(readAlerts, { timeout: 30_000 }).toContain(alert);
    }

    await server.server.close();
    for (let count = 0; count < 3; count += 1) await admit();
    disk.leave(0);
    // What SQLite has room for in files that are there already is still written down, and true.
    while (await welcomed(core)) welcomes += 1;
    expect(statSync(join(dataDir, 'ballast'), { throwIfNoEntry: false })).toBeUndefined();
    const { connection } = await core.until('full', (view) => view.disk === 'full');
    expect(connection.waiting).toBeGreaterThanOrEqual(3);
    expect(await welcomed(core)).toBe(false);

    server = await startTestServer({ dataDir: join(folder, 'server'), port });
    await core.until('an empty queue', (view) => view.connection.online && view.connection.waiting === 0);
    expect(await welcomed(core)).toBe(false);
    // A transaction that failed may be found whole later: a fact too many, never one too few.
    const arrived = await countEvents();
    expect(arrived).toBeGreaterThanOrEqual(welcomes);

    // Somebody else takes the ballast's room too.
    disk.leave(0);
    await core.kill();
    core = start();
    await core.until('a start on a full disk', (view) => view.disk === 'full');
    expect(await welcomed(core)).toBe(false);

    disk.clear();
    await core.until('room', (view) => view.disk === 'ok');
    expect(await welcomed(core)).toBe(true);
    expect(statSync(join(dataDir, 'ballast')).size).toBe(BALLAST_BYTES);
    await expect.poll(countEvents, { timeout: 30_000 }).toBe(arrived + 1);
    await core.kill();
    const { store, recovered } = await openKioskStore(dataDir);
    store.close();
    expect(recovered).toBeNull();
  },
);

it.skipIf(typeof disk === 'string')(
  'E2: a kiosk started on a disk too full to open anything says so at the door, goes on saying so, and serves when there is room',
  async () => {
    if (typeof disk === 'string') return;
    const dataDir = join(disk.dir, 'kiosk');
    rmSync(join(dataDir, 'ballast'));
    disk.leave(0);
    core = new DoorCore(['--data', dataDir, '--server', server.url]);
    const { venue, disk: level } = await core.until('out of order', ({ screen }) => screen.name === 'out-of-order');
    expect([venue?.venueName, level]).toEqual(['Chợ Đông Ba', 'full']);
    // Ended, the host would start it in a loop, or give up.
    core.intend({ do: 'set-language', language: 'en' });
    await core.until('English', ({ screen, language }) => screen.name === 'out-of-order' && language === 'en');
    disk.clear();
    await core.until('room', ({ screen, disk: now }) => screen.name === 'idle' && now === 'ok');
    expect(await core.checkIn()).toMatchObject({ name: 'result', verdict: 'welcome' });
  },
);
