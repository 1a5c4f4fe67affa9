// oxlint-disable vitest/no-standalone-expect -- what is set up is looked at too
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import type { StoreNews } from '#kiosk/store/healing-store.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { growNewer, growOld } from '#kiosk/store/testing/grow-old.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { howMany, isShort } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { createProgress } from '../support/progress.ts';
import { killBefore, whyNotTraced } from '../support/strace.ts';

const STORED = howMany({ short: 2_000, full: 4_000 });
const WAITING = 100;
/** Of the calls that a migration makes, the kiosk is killed before these; in the long form before each. */
const SHORT_KILLS = [2, 60, 140];
const CALLS = isShort ? ['pwrite64'] : ['pwrite64', 'fsync', 'ftruncate', 'unlink'];
const NOWHERE = 'http://127.0.0.1:9';

const untraced = whyNotTraced();
if (untraced !== null) console.log(`skipped: ${untraced}`);

let folder: string;
let old: string;
let server: TestServer;
let owner: Owner;
let waiting: string[];

const card = (n: number): string => `046185${700_000 + n}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;

/** A kiosk that was paired, and took visitors without a network, by the first version of the program. */
beforeAll(async () => {
  folder = makeFastFolder('storage-migration-');
  server = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(server.url);
  old = join(folder, 'old');
  const pairing = new Headless(['--data', old, '--server', server.url, '--pair', await makePairingCode(owner)]);
  expect(await pairing.end()).toBe(0);
  const offline = new Headless(['--data', old, '--server', NOWHERE, '--drain', '0']);
  const answers = await offline.scan(...Array.from({ length: WAITING }, (_, n) => card(n)));
  waiting = answers.map((answer) => answer.replace(/^ACK /, ''));
  expect(await offline.end()).toBe(0);
  growOld(old, STORED);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function copyOfOld(): string {
  const dir = mkdtempSync(join(folder, 'case-'));
  cpSync(old, dir, { recursive: true });
  return dir;
}
const filesOf = (dir: string): string[] => ['kiosk.db', 'kiosk.db-wal'].map((name) => join(dir, name));
const run = async (dir: string, under: [command: string, ...args: string[]] | null): Promise<number | null> => {
  const kiosk = new Headless(['--data', dir, '--server', NOWHERE, '--drain', '0'], {}, under);
  return kiosk.end();
};

async function countCalls(call: string): Promise<number> {
  const dir = copyOfOld();
  const trace = join(folder, `trace-${call}`);
  const files = filesOf(dir).flatMap((file) => ['-P', file]);
  expect(await run(dir, ['strace', '-f', '-e', `trace=${call}`, '-e', 'signal=none', ...files, '-o', trace])).toBe(0);
  rmSync(dir, { recursive: true });
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`${call}(`)).length;
}

const listKills = async (call: string): Promise<number[]> =>
  isShort ? SHORT_KILLS : Array.from({ length: await countCalls(call) }, (_, index) => 1 + index);

async function expectWhole(dir: string, what: string): Promise<void> {
  const news: StoreNews[] = [];
  const { store, recovered } = await openKioskStore(dir, { onNews: (one) => news.push(one) });
  try {
    expect([recovered, news.filter(({ is }) => is === 'damaged')], what).toEqual([null, []]);
    expect(
      store.nextBatch(10_000, []).map(({ id }) => id),
      what,
    ).toEqual(waiting);
    expect(store.countWaitingInside(), what).toBe(WAITING);
    expect(store.readPairing(), what).not.toBeNull();
  } finally {
    store.close();
  }
}

it.skipIf(untraced !== null)(
  'E1, E3: a kiosk 18 months old comes forward, killed at every step of it, and loses nothing',
  async () => {
    let kills = 0;
    for (const call of CALLS) {
      const moments = await listKills(call);
      const progress = createProgress(`kills before ${call}`, moments.length);
      for (const nth of moments) {
        const dir = copyOfOld();
        if ((await run(dir, killBefore(call, nth, filesOf(dir)))) !== 0) kills += 1;
        await expectWhole(dir, `killed before ${call} ${nth}`);
        rmSync(dir, { recursive: true });
        progress(nth);
      }
    }
    expect(kills).toBeGreaterThanOrEqual(SHORT_KILLS.length);
  },
);

it('S3: and then it sends all that waited, each once', async () => {
  const dir = copyOfOld();
  const kiosk = new Headless(['--data', dir, '--server', server.url, '--drain', '60000']);
  expect(await kiosk.end()).toBe(0);
  expect(kiosk.lines.at(-1)).toMatch(/^SYNC \d+ 0$/);
  const rows = await server.server.services.store.read.selectFrom('visit_events').select('id').execute();
  expect(rows.map(({ id }) => id as string).toSorted()).toEqual(waiting.toSorted());
  const aside = await server.server.services.store.read.selectFrom('quarantine').select('code').execute();
  expect(aside).toEqual([]);
});

it('a newer database is refused by the real program, and every byte of it stays', async () => {
  const dir = copyOfOld();
  expect(await run(dir, null)).toBe(0);
  growNewer(join(dir, 'kiosk.db'));
  const before = readFileSync(join(dir, 'kiosk.db'));
  const kiosk = new Headless(['--data', dir, '--server', NOWHERE, '--drain', '0']);
  expect(await kiosk.end()).toBe(1);
  expect(kiosk.stderr).toMatch(/written by a newer version of this program .*update the program/);
  expect(readFileSync(join(dir, 'kiosk.db')).equals(before)).toBe(true);
});
