import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePairingCode, type Owner, registerOwner } from '#server/testing/test-server.ts';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { howMany } from '../suite-length.ts';
import { createProgress } from '../support/progress.ts';
import { makeCards } from './cards.ts';
import { type KioskInHand, openKioskInHand } from './kiosk-in-hand.ts';
import { readKiosk } from './read-kiosk.ts';
import { readServerLog } from './read-server.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const KILLS = howMany({ short: 8, full: 500 });
const KIOSKS = 3;

let folder: string;
let dataDir: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-server-'));
  dataDir = join(folder, 'server');
  server = await startServer({ dataDir, port: 0 });
});
afterEach(async () => {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

const random = seededRandom(20_261_122);

/** While the server is there: visitors, exchanges. @returns how many records it confirmed. */
async function loadWithVisitors(kiosk: KioskInHand, onAnswer: () => void): Promise<number> {
  let confirmed = 0;
  for (;;) {
    await kiosk.admit(1 + random(5));
    const stored = await kiosk.exchange();
    if (stored === null) return confirmed;
    confirmed += stored;
    onAnswer();
  }
}

/** @returns what counts the answers, and what waits until there are so many. */
function countDown(wanted: number): { readonly count: () => void; readonly reached: Promise<void> } {
  let [left, resolve] = [wanted, () => {}];
  const reached = new Promise<void>((done) => {
    resolve = done;
  });
  const count = (): void => {
    left -= 1;
    if (left <= 0) resolve();
  };
  return { count, reached };
}

/** Acts that are written down in the audit trail. @returns how many were answered. */
async function loadWithActs(owner: Owner): Promise<number> {
  let answered = 0;
  for (;;) {
    try {
      await makePairingCode(owner);
      answered += 1;
    } catch {
      return answered;
    }
  }
}

it(`S6, S7: a server killed ${KILLS} times under load has once whatever it confirmed, with its visits and its trail`, async () => {
  const owner = await registerOwner(server.url);
  const nextCards = makeCards();
  const dirs = Array.from({ length: KIOSKS }, (_, index) => join(folder, `kiosk-${index}`));
  const kiosks: KioskInHand[] = [];
  for (const dir of dirs) {
    kiosks.push(await openKioskInHand(dir, server.url, await makePairingCode(owner), nextCards));
  }
  const port = Number(new URL(server.url).port);
  const tell = createProgress('kills of the server', KILLS);
  let [confirmed, acts] = [0, 0];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { count, reached } = countDown(KIOSKS + random(12));
    const load = Promise.all([Promise.all(kiosks.map((kiosk) => loadWithVisitors(kiosk, count))), loadWithActs(owner)]);
    await reached;
    await delay(random(10));
    await server.kill();
    const [stored, answered] = await load;
    confirmed += stored.reduce((sum, one) => sum + one, 0);
    acts += answered;
    server = await startServer({ dataDir, port });
    tell(kill, `${confirmed} confirmed`);
  }
  for (const kiosk of kiosks) await kiosk.drain();
  for (const kiosk of kiosks) await kiosk.close();
  expect(await server.stop()).toBe(0);

  const log = await readServerLog(dataDir);
  const rows = (await Promise.all(dirs.map(readKiosk))).flatMap((kiosk) => kiosk.rows);
  expect(log.findMisfits(rows)).toEqual([]);
  expect(log.size).toBe(rows.length);
  expect(confirmed).toBeGreaterThan(KILLS * 2);
  expect(log.audited('pairing-code.made')).toBeGreaterThanOrEqual(acts);
  console.log(`${KILLS} kills of the server: ${rows.length} arrivals, each there once; ${acts} acts in the trail`);
});
