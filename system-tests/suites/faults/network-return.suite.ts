import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { howMany } from '../suite-length.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { type FaultProxy, startFaultProxy } from './support/fault-proxy.ts';
import { Kiosk } from './support/kiosk.ts';
import { Venue } from './support/venue.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const BACKLOG = howMany({ short: 120, full: 20_000 });
const DRAIN_MS = 1_800_000;

/** In this order: who came back from a copy knows no session any more. */
let venue: Venue;
let proxy: FaultProxy;
let kiosk: Kiosk;

beforeAll(async () => {
  venue = await Venue.open();
  proxy = await startFaultProxy(venue.url);
  kiosk = await openKiosk();
});
afterAll(async () => {
  await kiosk.close();
  await proxy.close();
  await venue.close();
});

const cut = (): void => proxy.begin((_passing, response) => void response.destroy());

/** `npm run cli -- ...` on the venue's folder. */
const cli = async (...args: readonly string[]): Promise<string> => {
  const all = ['server/cli.ts', ...args, '--data', venue.dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: ROOT });
  return stdout;
};

async function openKiosk(): Promise<Kiosk> {
  const opened = new Kiosk({ server: proxy.url, pair: await venue.pairingCode() });
  await opened.admit(3);
  await opened.untilDrained();
  return opened;
}

it('S3: the server dies again and again while a queue drains: each record once', async () => {
  cut();
  await kiosk.admit(BACKLOG);
  proxy.begin(null);
  for (let death = 0; death < howMany({ short: 1, full: 40 }); death += 1) {
    venue.running.process.kill('SIGKILL');
    await venue.stop();
    await kiosk.admit(10);
    await venue.start();
  }
  await kiosk.untilDrained(0, DRAIN_MS);
  await expectEachOnce(venue, kiosk);
});

it(`S9: a kiosk revoked while ${BACKLOG} records wait: it goes on admitting, and all of them are in quarantine, whole`, async () => {
  proxy.begin(null);
  const revoked = await openKiosk();
  try {
    cut();
    const before = [...revoked.acknowledged];
    await revoked.admit(BACKLOG);
    const { kioskId } = (await venue.readLog()).events.find(({ id }) => id === before[0]) ?? {};
    expect((await venue.owner.call('POST', `/kiosks/${kioskId}/revocation`)).ok).toBe(true);
    proxy.begin(null);
    await revoked.admit(2);
    await revoked.untilDrained(0, DRAIN_MS);
    const { events, quarantine } = await venue.readLog();
    expect(events.filter((event) => event.kioskId === kioskId).map(({ id }) => id)).toEqual(before);
    const late = revoked.acknowledged.slice(before.length);
    expect(quarantine.map(({ eventId }) => eventId as string).toSorted()).toEqual(late.toSorted());
    expect(new Set(quarantine.map(({ code }) => code))).toEqual(new Set(['revoked']));
  } finally {
    await revoked.close();
  }
});

it(`S8: a server put back from a copy while ${BACKLOG} records wait: what was stored since and what waits, each once`, async () => {
  const [database = '', keys = ''] = (
    await cli('backup', '--to', join(venue.folder, 'copies'), '--keys-to', join(venue.folder, 'keys'))
  ).split('\n');
  const copied = (await venue.readLog()).events.length;
  await kiosk.admit(5);
  await kiosk.untilDrained();
  cut();
  await kiosk.admit(BACKLOG);
  await venue.stop();
  for (const file of ['server.db', 'server.db-wal', 'server.db-shm'])
    rmSync(join(venue.dataDir, file), { force: true });
  await cli('restore', '--database', database, '--keys', keys);
  await venue.start();
  expect((await venue.readLog()).events).toHaveLength(copied);
  proxy.begin(null);
  // Saves the test the pauses between vain attempts.
  await kiosk.restart({ server: proxy.url });
  await kiosk.admit(1);
  // The five that the copy does not know wait once more.
  await kiosk.untilDrained(BACKLOG + 5, DRAIN_MS);
  await expectEachOnce(venue, kiosk);
});
