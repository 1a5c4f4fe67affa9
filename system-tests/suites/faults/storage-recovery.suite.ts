// oxlint-disable vitest/no-standalone-expect -- what is set up is looked at too
import { closeSync, cpSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { makeVisitEvent } from '#shared/testing/kiosk-factories.ts';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { howMany, isShort } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { notePlaces, type WrittenRow } from './support/damage.ts';

/** About 1 kB each on the disk: 200 MB in the long form. */
const ROWS = howMany({ short: 4_000, full: 200_000 });
const PAGE = 4_096;
const DAMAGED_PAGES = 25;
const BACK_WITHIN_MS = 5_000;
const PATIENCE_MS = howMany({ short: 15_000, full: 600_000 });

const random = seededRandom(20_261_122);
let folder: string;
let base: string;
let server: TestServer;
let owner: Owner;
let rows: WrittenRow[];
let kiosk: Headless | null = null;
let people = 0;

beforeAll(async () => {
  folder = makeFastFolder('storage-recovery-');
  base = join(folder, 'base');
  server = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(server.url);
  const pairing = new Headless(['--data', base, '--server', server.url, '--pair', await makePairingCode(owner)]);
  expect(await pairing.end()).toBe(0);
  rows = await fill(base);
});
afterEach(async () => {
  await kiosk?.kill();
  kiosk = null;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A long time without a network. */
async function fill(dir: string): Promise<WrittenRow[]> {
  const { store } = await openKioskStore(dir);
  const settings = store.readDownLink()?.settings;
  if (!settings) throw new Error('not paired');
  const { organisationId, venueId, entranceId } = settings;
  const written: WrittenRow[] = [];
  for (let row = 0; row < ROWS; row += 500) {
    const at = Date.now() - 60_000;
    const events = Array.from({ length: 500 }, () => makeVisitEvent({ at, organisationId, venueId, entranceId }));
    const { seq } = store.commitEvents(events);
    written.push(...store.readRecords(Array.from({ length: 500 }, (_, index) => seq - index)));
  }
  store.close();
  return written;
}

function start(dir: string): Headless {
  kiosk = new Headless(['--data', dir, '--server', server.url, '--drain', String(PATIENCE_MS)]);
  return kiosk;
}
async function checkIn(door: Headless): Promise<string> {
  people += 1;
  const [answer = ''] = await door.scan(`046185${800_000 + people}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`);
  expect(answer).toMatch(/^ACK /);
  return answer.slice(4);
}

/** Garbage in pages all over the file, while whoever has it open goes on. */
function garble(file: string, pages = DAMAGED_PAGES): void {
  const handle = openSync(file, 'r+');
  const count = Math.floor(statSync(file).size / PAGE);
  const garbage = Buffer.from(Array.from({ length: 400 }, () => random(256)));
  for (let page = 0; page < pages; page += 1)
    writeSync(handle, garbage, 0, 400, (1 + random(count - 1)) * PAGE + random(3_000));
  closeSync(handle);
}

const listFiles = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.startsWith('kiosk.db') && !name.endsWith('-shm'))
    .map((name) => join(dir, name));

/** Ids that the server has for good. */
async function listArrived(): Promise<Set<string>> {
  const { read } = server.server.services.store;
  const events = await read.selectFrom('visit_events').select('id').execute();
  const aside = await read.selectFrom('quarantine').select('event_id as id').execute();
  return new Set([...events, ...aside].map(({ id }) => id));
}

function expectArrived(
  arrived: ReadonlySet<string>,
  whole: ReadonlySet<string>,
  acknowledged: readonly string[],
): void {
  const lost = [...whole].filter((id) => !arrived.has(id));
  expect(whole.size).toBeGreaterThan(ROWS / 2);
  expect(lost.length).toBeLessThanOrEqual(whole.size / 1_000);
  expect(acknowledged.filter((id) => !arrived.has(id))).toEqual([]);
  const known = new Set([...rows.map(({ id }) => id), ...everybody]);
  const foreign = [...arrived].filter((id) => !known.has(id));
  expect(foreign).toEqual([]);
}

const untilTrue = (check: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(check(), kiosk?.stderr.slice(-1_500)).toBe(true), {
    timeout: howMany({ short: 20_000, full: 600_000 }),
    interval: 20,
  });

const everybody: string[] = [];

it('E3, S3: damage found at the start, a kill in the middle of the salvage, and damage to both files then', async () => {
  const dir = join(folder, 'salvaging');
  cpSync(base, dir, { recursive: true });
  garble(join(dir, 'kiosk.db'));
  const spawnedAt = performance.now();
  const first = start(dir);
  everybody.push(await checkIn(first));
  if (!isShort) expect(performance.now() - spawnedAt).toBeLessThan(BACK_WITHIN_MS);
  await untilTrue(() => first.stderr.includes('put aside'));
  await first.kill();
  // What was taken over until now has a second copy, or none any more.
  const [aside = ''] = listFiles(dir).filter((name) => /\.salvaging-[^/]*Z$/.test(name));
  const moved = notePlaces(listFiles(dir), rows);
  if (aside !== '') garble(aside, 10);
  garble(join(dir, 'kiosk.db'), 2);
  const whole = moved.listWhole();
  const second = start(dir);
  everybody.push(await checkIn(second));
  await untilTrue(() => listFiles(dir).every((name) => !name.includes('.salvaging-')));
  expect(await second.end()).toBe(0);
  expect(second.lines.at(-1)).toMatch(/^SYNC \d+ 0$/);
  expectArrived(await listArrived(), whole, everybody.slice(0, -2));
});
