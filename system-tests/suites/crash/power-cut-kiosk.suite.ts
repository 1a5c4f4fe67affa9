import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { howMany } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { withPlant } from '../support/plant.ts';
import { recordTo, whyNotTraced } from '../support/strace.ts';
import { makeCards } from './cards.ts';
import { findUntraced, replayPowerCuts, type Traced } from './power-cut.ts';
import { findBrokenPromises, readKiosk } from './read-kiosk.ts';
import { type Call, readTrace } from './read-trace.ts';

const IMAGES = howMany({ short: 200, full: 10_000 });
const whyNot = whyNotTraced();
if (whyNot) console.log(`skipped: power cuts of the kiosk, because ${whyNot}.`);

let folder: string;
let workDir: string;
let server: TestServer;
let owner: Owner;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'power-cut-kiosk-'));
  workDir = makeFastFolder('power-cut-images-');
  server = await startTestServer({ dataDir: join(folder, 'server') });
  owner = await registerOwner(server.url);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(workDir, { recursive: true, force: true });
});

/** A kiosk's first day: it is paired, admits and sends; is started again, and admits, after 300 or so beyond where the log is folded in. */
async function recordKiosk(
  root: string,
  visitorsLater: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Traced> {
  mkdirSync(root);
  const nextCards = makeCards();
  const calls: Call[] = [];
  const runs = [
    { more: ['--pair', await makePairingCode(owner)], visitors: 20 },
    { more: [], visitors: visitorsLater },
  ];
  for (const [run, { more, visitors }] of runs.entries()) {
    const trace = join(folder, `trace-${run}`);
    const args = ['--data', join(root, 'kiosk'), '--server', server.url, ...more];
    const kiosk = new Headless(args, environment, recordTo(trace));
    for (const card of nextCards(visitors)) await kiosk.scan(card);
    expect(await kiosk.end()).toBe(0);
    calls.push(...(await readTrace(trace, root)));
    rmSync(trace);
  }
  const traced = { root, before: new Map(), calls };
  expect(findUntraced(traced)).toEqual([]);
  return traced;
}

interface Said {
  readonly acknowledged: readonly string[];
  readonly counter: number;
}

const ACK = /^ACK (\S+)\n$/;
const COUNTER = /^authorization: Kiosk id=.*,counter="(\d+)"/im;

function hear(before: Said, text: string, fd: number): Said {
  const acknowledged = fd === 1 ? ACK.exec(text)?.[1] : undefined;
  if (acknowledged !== undefined) return { ...before, acknowledged: [...before.acknowledged, acknowledged] };
  const counter = Number(COUNTER.exec(text)?.[1] ?? 0);
  return counter > before.counter ? { ...before, counter } : before;
}

const replay = (traced: Traced, images: number) =>
  replayPowerCuts<Said>({
    traced,
    images,
    workDir,
    nothingSaid: { acknowledged: [], counter: 0 },
    hear,
    check: async (dir, said) => findBrokenPromises(await readKiosk(join(dir, 'kiosk')), said),
    what: 'power cuts of the kiosk',
  });

it.skipIf(whyNot)(`E2, R2: ${IMAGES} power cuts at any call lose no check-in that was acknowledged`, async () => {
  const root = join(folder, 'disk');
  const traced = await recordKiosk(root, 320);
  const said = traced.calls.reduce(
    (before, call) => (call.call === 'say' ? hear(before, call.text, call.fd) : before),
    {
      acknowledged: [],
      counter: 0,
    } as Said,
  );
  expect(said.acknowledged).toHaveLength(340);
  expect(said.counter).toBeGreaterThan(1);
  expect(await replay(traced, IMAGES)).toEqual([]);
});

it.skipIf(whyNot)('E2: with synchronous=NORMAL the same power cuts do lose some', async () => {
  const root = join(folder, 'disk');
  const plant = withPlant({
    file: '/kiosk/store/database.ts',
    changes: [
      { from: "db.pragma('synchronous = FULL')", to: "db.pragma('synchronous = NORMAL')" },
      { from: 'const FULL = 2', to: 'const FULL = 1' },
    ],
  });
  const broken = await replay(await recordKiosk(root, 40, plant), 25);
  expect(
    broken.filter((image) => image.broken.some((words) => /acknowledged are lost/.test(words))).length,
  ).toBeGreaterThan(5);
});
