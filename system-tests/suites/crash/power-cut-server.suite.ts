import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePairingCode, registerOwner } from '#server/testing/test-server.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { howMany } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { type Plant, withPlant } from '../support/plant.ts';
import { recordTo, whyNotTraced } from '../support/strace.ts';
import { makeCards } from './cards.ts';
import { openKioskInHand } from './kiosk-in-hand.ts';
import { findUntraced, replayPowerCuts, type Traced } from './power-cut.ts';
import { readKiosk } from './read-kiosk.ts';
import { readServerLog } from './read-server.ts';
import { readTrace } from './read-trace.ts';
import { startServer } from './server-process.ts';

const IMAGES = howMany({ short: 40, full: 1_000 });
const FIRST_START_IMAGES = howMany({ short: 40, full: 1_000 });
const ROUNDS = 25;
const whyNot = whyNotTraced();
if (whyNot) console.log(`skipped: power cuts of the server, because ${whyNot}.`);

let folder: string;
let workDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'power-cut-server-'));
  workDir = makeFastFolder('power-cut-images-');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(workDir, { recursive: true, force: true });
});

interface Recording {
  readonly traced: Traced;
  /** All that the kiosks sent, by id. */
  readonly sent: ReadonlyMap<string, OutboxRecord>;
}

interface Wish {
  readonly plant?: Plant | null;
  /** Of exchanges, by each kiosk. */
  readonly rounds?: number;
}

/** A server's first day: it is started on nothing, somebody registers, pairs kiosks, and they send now a few, now more. */
async function recordServer({ plant = null, rounds = ROUNDS }: Wish = {}): Promise<Recording> {
  const [root, trace] = [join(folder, 'disk'), join(folder, 'trace')];
  mkdirSync(root);
  const dataDir = join(root, 'server');
  const server = await startServer({ dataDir, port: 0, under: recordTo(trace), extra: plant ? withPlant(plant) : {} });
  const dirs = [join(folder, 'kiosk-0'), join(folder, 'kiosk-1')];
  const owner = await registerOwner(server.url);
  const nextCards = makeCards();
  for (const dir of dirs) {
    const kiosk = await openKioskInHand(dir, server.url, await makePairingCode(owner), nextCards);
    for (let round = 0; round < rounds; round += 1) {
      await kiosk.admit(1 + (round % 7));
      await kiosk.exchange();
      await makePairingCode(owner);
    }
    await kiosk.drain();
    await kiosk.close();
  }
  expect(await server.stop()).toBe(0);
  const traced = { root, before: new Map(), calls: await readTrace(trace, root) };
  expect(findUntraced(traced)).toEqual([]);
  const rows = (await Promise.all(dirs.map(readKiosk))).flatMap((kiosk) => kiosk.rows);
  return { traced, sent: new Map(rows.map((row) => [row.id, row])) };
}

interface Said {
  readonly confirmed: readonly string[];
  /** Acts that were answered, and so are in the trail. */
  readonly acts: number;
}

const NOTHING_SAID: Said = { confirmed: [], acts: 0 };

function hear(before: Said, text: string): Said {
  const confirmed = [...text.matchAll(/"id":"([0-9a-f-]{36})","outcome":"(?:stored|duplicate)"/g)].map(
    ([, id = '']) => id,
  );
  const acts = /"code":"[0-9A-Z]{8}"/.test(text) ? 1 : 0;
  if (confirmed.length + acts === 0) return before;
  return { confirmed: [...before.confirmed, ...confirmed], acts: before.acts + acts };
}

const replay = ({ traced, sent }: Recording, images: number) =>
  replayPowerCuts<Said>({
    traced,
    images,
    workDir,
    nothingSaid: NOTHING_SAID,
    hear,
    async check(dir, { confirmed, acts }) {
      const log = await readServerLog(join(dir, 'server'));
      const missing = acts - log.audited('pairing-code.made');
      const arrivals = confirmed.flatMap((id) => sent.get(id) ?? []);
      return [...log.findMisfits(arrivals), ...(missing > 0 ? [`${missing} acts are not in the trail`] : [])];
    },
    what: 'power cuts of the server',
  });

it.skipIf(whyNot)(`S7: ${IMAGES} power cuts at any call lose nothing that the server confirmed`, async () => {
  const recording = await recordServer();
  const said = recording.traced.calls.reduce(
    (before, call) => (call.call === 'say' ? hear(before, call.text) : before),
    NOTHING_SAID,
  );
  expect(new Set(said.confirmed)).toEqual(new Set(recording.sent.keys()));
  expect(said.acts).toBeGreaterThanOrEqual(ROUNDS * 2);
  expect(await replay(recording, IMAGES)).toEqual([]);
});

it.skipIf(whyNot)('S7: with synchronous=NORMAL the same power cuts do lose some', async () => {
  const recording = await recordServer({
    plant: {
      file: '/server/store/sqlite-connection.ts',
      changes: [
        { from: "db.pragma('synchronous = FULL')", to: "db.pragma('synchronous = NORMAL')" },
        { from: 'const FULL = 2', to: 'const FULL = 1' },
      ],
    },
  });
  const broken = await replay(recording, 12);
  expect(broken.filter((image) => image.broken.some((words) => /are missing/.test(words))).length).toBeGreaterThan(2);
});

it.skipIf(whyNot)(`S7: of ${FIRST_START_IMAGES} first starts cut off anywhere, every next one serves`, async () => {
  const recording = await recordServer({ rounds: 1 });
  expect(await replay(recording, FIRST_START_IMAGES)).toEqual([]);
  // Where the data folder's own name is not made safe, the same cuts lose all.
  const { traced } = recording;
  const careless = traced.calls.filter(
    ({ call, ...on }) => call !== 'sync' || !('path' in on) || on.path !== traced.root,
  );
  const broken = await replay({ ...recording, traced: { ...traced, calls: careless } }, 12);
  expect(broken.flatMap((image) => image.broken).join()).toMatch(/are missing/);
});
