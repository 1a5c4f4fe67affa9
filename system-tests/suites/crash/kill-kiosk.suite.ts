import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { howMany } from '../suite-length.ts';
import { createProgress } from '../support/progress.ts';
import { type Cards, makeCards } from './cards.ts';
import { findBrokenPromises, readKiosk } from './read-kiosk.ts';
import { readServerLog } from './read-server.ts';

const KILLS = howMany({ short: 20, full: 1_000 });
/** At the same time: one starts while the other admits. */
const KIOSKS = 2;
const VISITORS_PER_RUN = 30;
const ACK = /^ACK ([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$/;

let folder: string;
let server: TestServer;
let owner: Owner;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-kiosk-'));
  server = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(server.url);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const random = seededRandom(20_261_122);

/** While it starts, at any check-in, or while it sends what it took. */
async function waitForMoment(kiosk: Headless): Promise<void> {
  const moment = random(10);
  if (moment < 2) return delay(random(400));
  const acknowledged = 1 + random(VISITORS_PER_RUN);
  await kiosk.until(() => kiosk.answers.length >= acknowledged);
  if (moment < 5) await kiosk.until(() => kiosk.confirmed > 0);
  await delay(random(8));
}

/** @returns the ids that the kiosk acknowledged before it was killed. */
async function admitAndKill(dir: string, visitors: readonly string[]): Promise<string[]> {
  const kiosk = new Headless(['--data', dir, '--server', server.url]);
  kiosk.child.stdin.write(visitors.map((card) => `${card}\n`).join(''));
  await waitForMoment(kiosk);
  await kiosk.kill();
  return kiosk.answers.flatMap((line) => ACK.exec(line)?.[1] ?? []);
}

/** One kiosk, killed again and again. @returns the records it kept, all of them with the server. */
async function killAgainAndAgain(dir: string, nextCards: Cards, kills: number, onKill: () => void) {
  const pairing = ['--data', dir, '--server', server.url, '--pair', await makePairingCode(owner)];
  expect(await new Headless(pairing).end()).toBe(0);
  const acknowledged: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    acknowledged.push(...(await admitAndKill(dir, nextCards(VISITORS_PER_RUN))));
    onKill();
  }
  const kept = await readKiosk(dir);
  expect(findBrokenPromises(kept, { acknowledged })).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(kills * 2);
  // At most the one under way at each kill was kept without having been acknowledged.
  expect(kept.rows.length - acknowledged.length).toBeLessThanOrEqual(kills);
  expect(await new Headless(['--data', dir, '--server', server.url, '--drain', '120000']).end()).toBe(0);
  return { rows: kept.rows, acknowledged: acknowledged.length };
}

it(`E2, E3: kiosks killed ${KILLS} times at any moment lose nobody they welcomed, double nobody, and number without gaps`, async () => {
  const nextCards = makeCards();
  const tell = createProgress('kills of the kiosk', KILLS);
  let kills = 0;
  const lanes = Array.from({ length: KIOSKS }, (_, lane) =>
    killAgainAndAgain(join(folder, `kiosk-${lane}`), nextCards, Math.ceil((KILLS - lane) / KIOSKS), () => {
      kills += 1;
      tell(kills);
    }),
  );
  const kiosks = await Promise.all(lanes);
  await server.close();
  const log = await readServerLog(server.dataDir);
  expect(log.findMisfits(kiosks.flatMap(({ rows }) => rows))).toEqual([]);
  const acknowledged = kiosks.reduce((sum, kiosk) => sum + kiosk.acknowledged, 0);
  console.log(`${kills} kills of a kiosk: ${acknowledged} acknowledged, each there once, each with the server once`);
});
