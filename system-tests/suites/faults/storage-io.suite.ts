import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { type DiskCall, makeFailingDisk } from './support/failing-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'storage-io-'));
const disk = makeFailingDisk(folder);
if (typeof disk === 'string') console.log(`skipped: ${disk}`);

let server: TestServer;
let owner: Owner;
let dataDir: string;
let kiosk: Headless;
let people = 0;
const acknowledged: string[] = [];

beforeAll(async () => {
  if (typeof disk === 'string') return;
  server = await startTestServer();
  owner = await registerOwner(server.url);
  dataDir = mkdtempSync(join(folder, 'kiosk-'));
  const args = ['--data', dataDir, '--server', server.url, '--pair', await makePairingCode(owner)];
  kiosk = new Headless(args, disk.env);
});
afterAll(async () => {
  await kiosk?.kill();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  if (typeof disk !== 'string') disk.heal();
});

async function checkIn(): Promise<string> {
  people += 1;
  const [answer = ''] = await kiosk.scan(`046185${600_000 + people}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`);
  if (answer.startsWith('ACK ')) acknowledged.push(answer.slice(4));
  return answer;
}

/** One file, whatever its name: a number may be given again to another. */
function whichLog(): string {
  const { ino, birthtimeNs } = statSync(join(dataDir, 'kiosk.db-wal'), { bigint: true });
  return `${ino} ${birthtimeNs}`;
}

async function untilServed(): Promise<void> {
  while (!(await checkIn()).startsWith('ACK')) await delay(100);
}

async function listEvents(): Promise<string[]> {
  const rows = await server.server.services.store.read.selectFrom('visit_events').select('id').execute();
  return rows.map(({ id }) => id);
}

const FAULTS: readonly (readonly [what: string, faults: readonly (readonly [DiskCall, string])[]])[] = [
  ['fsync of the log', [['fsync', 'kiosk.db-wal']]],
  ['a write to the log', [['pwrite64', 'kiosk.db-wal']]],
  [
    'every fsync',
    [
      ['fsync', 'kiosk.db-wal'],
      ['fsync', 'kiosk.db'],
      ['fsync', '.part'],
    ],
  ],
  [
    'writing and reading',
    [
      ['pwrite64', 'kiosk.db-wal'],
      ['pwrite64', 'kiosk.db'],
      ['pread64', 'kiosk.db'],
    ],
  ],
];

it.skipIf(typeof disk === 'string').each(FAULTS)(
  'E2: EIO at %s: nobody is welcomed, nothing is believed of the failed handle, and the service comes back by itself',
  async (_, faults) => {
    if (typeof disk === 'string') return;
    for (let count = 0; count < 5; count += 1) expect(await checkIn()).toMatch(/^ACK/);
    const before = whichLog();
    const alreadySaid = kiosk.stderr.length;
    disk.fail(...faults);
    for (let count = 0; count < 4; count += 1) expect(await checkIn()).toMatch(/^NAK storage-(io|damaged)$/);
    disk.heal();
    await untilServed();
    // An fsync after one that failed says nothing of what was written before it: the bytes had to be written anew.
    expect(whichLog()).not.toBe(before);
    expect(kiosk.stderr.slice(alreadySaid)).toContain('the disk failed');
    expect(kiosk.stderr.slice(alreadySaid)).toContain('the database is open again');
    for (let count = 0; count < 5; count += 1) expect(await checkIn()).toMatch(/^ACK/);
  },
);

const PAGE_BYTES = 4_096;
/** Rows that share the page that is lost. */
const ROWS_OF_A_PAGE = 12;

it.skipIf(typeof disk === 'string')(
  'E2: a place of the disk that can never be read again: the kiosk serves anew by itself, and only what stood there can be gone',
  async () => {
    if (typeof disk === 'string') return;
    for (let count = 0; count < 60; count += 1) expect(await checkIn()).toMatch(/^ACK/);
    expect(await kiosk.end()).toBe(0);
    const file = join(dataDir, 'kiosk.db');
    const at = readFileSync(file).indexOf(acknowledged.at(-30) ?? 'nobody');
    expect(at).toBeGreaterThan(PAGE_BYTES);
    disk.wearOut(file, at - (at % PAGE_BYTES));
    kiosk = new Headless(['--data', dataDir], disk.env);
    await untilServed();
    await kiosk.untilSaid(/records were taken over/);
    const [, taken] = /(\d+) records were taken over/.exec(kiosk.stderr) ?? [];
    expect(kiosk.stderr).toContain('put aside');
    // Without the one that was welcomed since.
    expect(Number(taken)).toBeGreaterThanOrEqual(acknowledged.length - 1 - ROWS_OF_A_PAGE);
  },
);

it.skipIf(typeof disk === 'string')(
  'E2, S3: after all that, every check-in that was acknowledged is with the server, once',
  async () => {
    expect(await kiosk.end()).toBe(0);
    const events = await listEvents();
    expect(acknowledged.length).toBeGreaterThan(FAULTS.length * 10);
    expect(acknowledged.filter((id) => !events.includes(id))).toEqual([]);
    expect(new Set(events).size).toBe(events.length);
  },
);
