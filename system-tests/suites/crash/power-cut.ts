import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inspect } from 'node:util';
import { seededRandom } from '#shared/testing/mutate-payload.ts';
import { isShort } from '../suite-length.ts';
import { createProgress } from '../support/progress.ts';
import { DATA_LEFT, Disk, type Leftovers, NAMES_LEFT, type Random } from './disk.ts';
import type { Call } from './read-trace.ts';

/** SQLite's index of the log is shared memory: no call writes it, and after a power cut SQLite makes it anew. */
const isSharedMemory = (path: string): boolean => path.endsWith('-shm');

/** What a program did to a folder. */
export interface Traced {
  readonly root: string;
  /** What was there before, and safe. */
  readonly before: ReadonlyMap<string, Buffer | null>;
  readonly calls: readonly Call[];
}

export interface Replay<Promises> {
  readonly traced: Traced;
  readonly images: number;
  /** Makes room for the images. */
  readonly workDir: string;
  readonly nothingSaid: Promises;
  /** What the program has promised once it said this; the same object where it says nothing of interest. */
  readonly hear: (before: Promises, text: string, fd: number) => Promises;
  /** @returns what of the promises the image breaks, in words. Throwing is the worst of them. */
  readonly check: (dir: string, promises: Promises) => Promise<readonly string[]>;
  readonly what: string;
  readonly seed?: number;
}

export interface BrokenImage {
  readonly atCall: number;
  readonly left: Leftovers;
  readonly broken: readonly string[];
}

/** Cuts the power at `images` moments of what was traced, half of them right after a promise. @returns the images that broke one. */
export async function replayPowerCuts<Promises>(replay: Replay<Promises>): Promise<BrokenImage[]> {
  const { images, what, seed = 20_261_122 } = replay;
  const { calls, before } = replay.traced;
  const random = seededRandom(seed);
  const cuts = chooseCuts(replay, random);
  const disk = new Disk(before);
  const broken: BrokenImage[] = [];
  const tell = createProgress(what, images);
  let promises = replay.nothingSaid;
  let done = 0;
  for (const [index, call] of calls.entries()) {
    if (call.call === 'say') promises = replay.hear(promises, call.text, call.fd);
    else if (!isSharedMemory(call.path)) disk.apply(call);
    for (; cuts[done] === index; done += 1) {
      const left = chooseLeftovers(random);
      const found = await checkImage(replay, disk.cut(left, random), promises);
      if (found.length > 0) {
        broken.push({ atCall: index, left, broken: found });
        if (!isShort && broken.length <= 5) console.log(JSON.stringify(broken.at(-1)));
      }
      tell(done, `${broken.length} broken`);
    }
  }
  return broken;
}

/** After which calls, rising. */
function chooseCuts<Promises>(replay: Replay<Promises>, random: Random): number[] {
  const { images, hear, nothingSaid } = replay;
  const { calls } = replay.traced;
  let promises = nothingSaid;
  const afterPromise = calls.flatMap((call, index) => {
    const before = promises;
    if (call.call === 'say') promises = hear(promises, call.text, call.fd);
    return promises === before ? [] : [index];
  });
  const cuts = Array.from({ length: images }, (_, image) => {
    const promised = image % 2 === 0 ? afterPromise[random(Math.max(1, afterPromise.length))] : undefined;
    return promised ?? random(calls.length);
  });
  return cuts.toSorted((a, b) => a - b);
}

const chooseLeftovers = (random: Random): Leftovers => ({
  data: DATA_LEFT[random(DATA_LEFT.length)] ?? 'none',
  names: NAMES_LEFT[random(NAMES_LEFT.length)] ?? 'none',
});

async function checkImage<Promises>(
  { traced: { root }, workDir, check }: Replay<Promises>,
  image: ReadonlyMap<string, Buffer | null>,
  promises: Promises,
): Promise<readonly string[]> {
  const dir = mkdtempSync(join(workDir, 'image-'));
  try {
    writeImage(image, root, dir, workDir);
    return await check(dir, promises);
  } catch (error) {
    return [`it does not open: ${inspect(error)}`];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const BALLAST_BYTES = 8 * 1024 * 1024;

function writeImage(image: ReadonlyMap<string, Buffer | null>, root: string, dir: string, workDir: string): void {
  for (const [path, bytes] of image) {
    const to = join(dir, relative(root, path));
    if (bytes === null) mkdirSync(to, { recursive: true });
    // Ballast is the same everywhere and never changed in place.
    else if (bytes.length === BALLAST_BYTES && path.endsWith('/ballast')) linkSync(sharedBallast(workDir), to);
    else writeFileSync(to, bytes);
  }
}

function sharedBallast(workDir: string): string {
  const file = join(workDir, 'ballast');
  if (!statSync(file, { throwIfNoEntry: false })) writeFileSync(file, Buffer.alloc(BALLAST_BYTES));
  return file;
}

/** Everything in a folder, by path; null: a folder. */
function readFolder(root: string): Map<string, Buffer | null> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
  return new Map(paths.map((path) => [path, statSync(path).isFile() ? readFileSync(path) : null]));
}

/**
 * Whether the trace has all: replayed without a power cut it gives the folder as it is.
 *
 * @returns the paths that differ.
 */
export function findUntraced({ root, before, calls }: Traced): string[] {
  const disk = new Disk(before);
  for (const call of calls) if (call.call === 'say' || !isSharedMemory(call.path)) disk.apply(call);
  const replayed = disk.cut({ data: 'all', names: 'all' }, () => 0);
  const found = readFolder(root);
  return [...new Set([...found.keys(), ...replayed.keys()])].filter((path) => {
    const [one, other] = [found.get(path), replayed.get(path)];
    return !(one && other ? one.equals(other) : one === other) && !isSharedMemory(path);
  });
}
