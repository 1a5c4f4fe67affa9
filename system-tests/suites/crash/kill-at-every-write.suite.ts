import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import { registerOwner, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { EntranceId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { howMany } from '../suite-length.ts';
import { inLanes } from '../support/lanes.ts';
import { createProgress } from '../support/progress.ts';
import { killBefore, recordTo, whyNotTraced } from '../support/strace.ts';
import { type Cards, makeCards } from './cards.ts';
import { findBrokenPromises, readKiosk } from './read-kiosk.ts';
import { readTrace } from './read-trace.ts';

/** Of the calls of the whole script, evenly. */
const SAMPLE = howMany({ short: 7, full: Number.POSITIVE_INFINITY });
const LANES = 2;
const whyNot = whyNotTraced();
if (whyNot) console.log(`skipped: kills at every write, because ${whyNot}.`);

/** The kiosk's first day, and one after which what was sent is swept. */
const DAYS = [{ visitors: 3 }, { visitors: 1 }];

interface Target {
  readonly day: number;
  readonly call: string;
  /** Of this call on that day, from 1. */
  readonly nth: number;
}

let folder: string;
let server: TestServer;
let entranceId: EntranceId;
let startedAt: number;
let nextCards: Cards;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-at-write-'));
  server = await startTestServer({ dataDir: join(folder, 'server') });
  ({ entranceId } = await registerOwner(server.url));
  startedAt = server.now;
  nextCards = makeCards();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each kiosk begins on the same day. */
async function argumentsFor(dir: string, day: number): Promise<string[]> {
  server.now = startedAt + day * 8 * DAY_MS;
  const code = await server.server.services.kiosks.createPairingCode(entranceId, null);
  if (!code) throw new Error('no code');
  return ['--data', dir, '--server', server.url, '--pair', code.code];
}

const idsIn = (kiosk: Headless): string[] => kiosk.lines.flatMap((line) => /^ACK (\S+)$/.exec(line)?.[1] ?? []);

/** Pairs if need be, admits, sends, sweeps. @returns whom it welcomed, also where it was killed. */
async function liveThrough(dir: string, day: number, under: ReturnType<typeof recordTo> | null): Promise<string[]> {
  const kiosk = new Headless(await argumentsFor(dir, day), {}, under);
  const visitors = DAYS[day]?.visitors ?? 0;
  try {
    await kiosk.scan(...nextCards(visitors));
    await kiosk.until(() => kiosk.confirmed >= visitors);
  } catch {
    // Killed: what it said until then is what counts.
  }
  await kiosk.end();
  return idsIn(kiosk);
}

/** Every call of the script that changes the kiosk's folder, in order. */
async function listTargets(): Promise<Target[]> {
  const dir = join(folder, 'traced');
  const paths = new Set<string>();
  const targets: Target[] = [];
  for (const day of DAYS.keys()) {
    const trace = join(folder, 'trace');
    await liveThrough(dir, day, recordTo(trace));
    const seen = new Map<string, number>();
    for (const call of await readTrace(trace, dir)) {
      if (call.call === 'say' || call.call === 'create') continue;
      const nth = (seen.get(call.syscall) ?? 0) + 1;
      seen.set(call.syscall, nth);
      targets.push({ day, call: call.syscall, nth });
      paths.add(call.path.slice(dir.length));
      if (call.call === 'rename') paths.add(call.from.slice(dir.length));
    }
  }
  kioskFiles = [...paths];
  return targets;
}

let kioskFiles: string[] = [];
const filesIn = (dir: string): string[] => kioskFiles.map((path) => dir + path);

function sampleOf<T>(items: readonly T[], wanted: number): T[] {
  const step = Math.max(1, items.length / wanted);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

interface Doomed {
  readonly target: Target;
  readonly dir: string;
  /** Whom it welcomed on the days before. */
  readonly before: readonly string[];
}

/** @returns what is wrong after the kiosk was killed there and started again, in words. */
async function killAt({ target, dir, before }: Doomed): Promise<{ wasKilled: boolean; wrong: string[] }> {
  const { day, call, nth } = target;
  const killed = new Headless(await argumentsFor(dir, day), {}, killBefore(call, nth, filesIn(dir)));
  const cards = nextCards(DAYS[day]?.visitors ?? 0);
  killed.child.stdin.write(cards.map((card) => `${card}\n`).join(''));
  await killed.until(() => killed.confirmed >= cards.length).catch(() => undefined);
  const wasKilled = (await killed.end()) === null || killed.child.signalCode !== null;
  const acknowledged = idsIn(killed);
  const folderNow = await readKiosk(dir);
  const broken = findBrokenPromises(folderNow, { acknowledged, isSwept: day > 0 });
  const after = await liveThrough(dir, day, null);
  const everybody = [...before, ...acknowledged, ...after];
  const sent = await countSent(everybody);
  const wrong = [
    ...broken,
    ...findUnreadable(dir),
    ...(after.length === DAYS[day]?.visitors ? [] : ['it admits nobody any more']),
    ...(sent === everybody.length ? [] : [`${sent} of ${everybody.length} are with the server`]),
  ];
  return { wasKilled, wrong };
}

const countSent = async (ids: readonly string[]): Promise<number> => {
  const { read } = server.server.services.store;
  const rows = await read.selectFrom('visits').select('id').execute();
  const known = new Set<string>(rows.map(({ id }) => id));
  return ids.filter((id) => known.has(id)).length;
};

const findUnreadable = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        JSON.parse(readFileSync(join(dir, name), 'utf8'));
        return [];
      } catch {
        return [`${name} cannot be read`];
      }
    });

it.skipIf(whyNot)(
  'E2, E3, R2: killed before any write of its life, the kiosk opens, has lost nobody, and goes on',
  async () => {
    const targets = await listTargets();
    expect(targets.length).toBeGreaterThan(60);
    const chosen = sampleOf(targets, SAMPLE);
    const tell = createProgress('kills at a write', chosen.length);
    const found: unknown[] = [];
    let kills = 0;
    for (const day of DAYS.keys()) {
      const ofDay = chosen.filter((target) => target.day === day);
      // Days are the same for all, so nobody is a day ahead.
      const doomed = await inLanes(ofDay, LANES, async (target): Promise<Doomed> => {
        const dir = join(folder, `kiosk-${target.day}-${target.call}-${target.nth}`);
        return { target, dir, before: day === 0 ? [] : await liveThrough(dir, 0, null) };
      });
      await inLanes(doomed, LANES, async (kiosk) => {
        const { wasKilled, wrong } = await killAt(kiosk);
        if (wasKilled) kills += 1;
        if (wrong.length > 0) found.push({ ...kiosk.target, wrong });
        rmSync(kiosk.dir, { recursive: true, force: true });
        tell(kills, `${found.length} wrong`);
      });
    }
    expect(found).toEqual([]);
    // Heartbeats and the like may fall out differently, so that a few of the last are not reached.
    expect(kills).toBeGreaterThanOrEqual(Math.floor(chosen.length * 0.9));
    console.log(`killed before ${kills} of ${targets.length} writes: nothing lost, all go on`);
  },
);
