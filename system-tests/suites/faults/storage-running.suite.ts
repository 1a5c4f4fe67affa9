// oxlint-disable vitest/no-standalone-expect -- what is set up is looked at too

import { closeSync, cpSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { MINUTE_MS } from '#shared/domain/instant.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { canFakeTime, FalseClock } from './support/false-clock.ts';

const WAITING = 60;
const NOWHERE = 'http://127.0.0.1:9';
/** The first look at all rows begins a second after the start, and tells nobody of its end. */
const FIRST_LOOK_MS = 3_000;

let folder: string;
let base: string;
let server: TestServer;
let owner: Owner;
let waiting: string[];
const running: { readonly kiosk: Headless; readonly clock: FalseClock }[] = [];
let people = 0;

beforeAll(async () => {
  folder = makeFastFolder('storage-running-');
  base = join(folder, 'base');
  server = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(server.url);
  const pairing = new Headless(['--data', base, '--server', server.url, '--pair', await makePairingCode(owner)]);
  expect(await pairing.end()).toBe(0);
  const offline = new Headless(['--data', base, '--server', NOWHERE, '--drain', '0']);
  waiting = await checkIn(offline, WAITING);
  expect(await offline.end()).toBe(0);
});
afterAll(async () => {
  for (const { kiosk, clock } of running) {
    await kiosk.kill();
    clock.close();
  }
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the ids of their visits. */
async function checkIn(door: Headless, count: number): Promise<string[]> {
  const cards = Array.from({ length: count }, () => {
    people += 1;
    return `046185${900_000 + people}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;
  });
  const answers = await door.scan(...cards);
  return answers.map((answer) => {
    expect(answer).toMatch(/^ACK /);
    return answer.slice(4);
  });
}

/** Every copy of an event's text in a file. @returns how many. */
function garble(file: string, id: string): number {
  const bytes = readFileSync(file);
  const handle = openSync(file, 'r+');
  let copies = 0;
  for (let at = bytes.indexOf(`{"v":1,"id":"${id}`); at !== -1; at = bytes.indexOf(`{"v":1,"id":"${id}`, at + 1)) {
    writeSync(handle, Buffer.alloc(60, 0xa5), 0, 60, at + 80);
    copies += 1;
  }
  closeSync(handle);
  return copies;
}

async function startOn(dir: string): Promise<{ door: Headless; clock: FalseClock }> {
  const clock = new FalseClock(Date.now());
  const door = new Headless(['--data', dir, '--server', NOWHERE, '--drain', '0'], clock.env);
  running.push({ kiosk: door, clock });
  await checkIn(door, 1);
  await delay(FIRST_LOOK_MS);
  return { door, clock };
}

const copyOfBase = (): string => {
  const dir = mkdtempSync(join(folder, 'case-'));
  cpSync(base, dir, { recursive: true });
  return dir;
};
const untilSaid = (door: Headless, what: string): Promise<void> =>
  vi.waitFor(() => expect(door.stderr).toContain(what), { timeout: 30_000, interval: 20 });

/** Sends all that waits. @returns ids that the server has for good. */
async function sendAll(dir: string): Promise<Set<string>> {
  const last = new Headless(['--data', dir, '--server', server.url, '--drain', '60000']);
  expect(await last.end()).toBe(0);
  expect(last.lines.at(-1)).toMatch(/^SYNC \d+ 0$/);
  const rows = await server.server.services.store.read.selectFrom('visit_events').select('id').execute();
  return new Set(rows.map(({ id }) => id));
}

it.skipIf(!canFakeTime).concurrent(
  'E3, S3: damage to the file under a kiosk that serves is found within the hour, and nothing that was whole is lost',
  async () => {
    const dir = copyOfBase();
    const { door, clock } = await startOn(dir);
    const damaged = waiting[WAITING / 2] ?? '';
    expect(garble(join(dir, 'kiosk.db'), damaged)).toBeGreaterThan(0);
    const acknowledged = await checkIn(door, 3);
    expect(door.stderr).not.toContain('put aside');
    clock.set(Date.now() + 61 * MINUTE_MS);
    await untilSaid(door, 'put aside');
    acknowledged.push(...(await checkIn(door, 3)));
    await untilSaid(door, 'were taken over');
    expect(await door.end()).toBe(0);
    const arrived = await sendAll(dir);
    expect([...waiting, ...acknowledged].filter((id) => id !== damaged && !arrived.has(id))).toEqual([]);
  },
);

it.skipIf(!canFakeTime).concurrent(
  'E2, S3: damage to the log is found within a minute, and what the kiosk still knows in memory is not lost by it',
  async () => {
    const dir = copyOfBase();
    const { door, clock } = await startOn(dir);
    const acknowledged = await checkIn(door, 20);
    const damaged = acknowledged[10] ?? '';
    expect(garble(join(dir, 'kiosk.db-wal'), damaged)).toBeGreaterThan(0);
    clock.set(Date.now() + 2 * MINUTE_MS);
    await untilSaid(door, 'put aside');
    acknowledged.push(...(await checkIn(door, 3)));
    await untilSaid(door, 'were taken over');
    expect(await door.end()).toBe(0);
    expect(readdirSync(dir).filter((name) => /\.damaged-.*Z$/.test(name)).length).toBe(1);
    const arrived = await sendAll(dir);
    expect([...waiting, ...acknowledged].filter((id) => !arrived.has(id))).toEqual([]);
  },
);
