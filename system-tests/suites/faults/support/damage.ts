import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { seededRandom } from '#shared/testing/mutate-payload.ts';

type Random = ReturnType<typeof seededRandom>;

const PAGE = 4_096;
const HEADER = 100;

/** Changes part of a file as failing disks and file systems do. @returns what was done, in words. */
export function damageFile(path: string, random: Random): string {
  const bytes = readFileSync(path);
  const { length } = bytes;
  if (length === 0) return `${path} is empty`;
  const page = random(Math.ceil(length / PAGE)) * PAGE;
  const kinds: readonly (() => string)[] = [
    () => {
      const flips = 1 + random(8);
      for (let flip = 0; flip < flips; flip += 1) flipByte(bytes, random(length), random);
      return `${flips} bytes flipped`;
    },
    () => {
      const pages = 1 + random(4);
      bytes.fill(0, page, Math.min(length, page + pages * PAGE));
      return `${pages} pages zeroed from ${page}`;
    },
    () => {
      const size = 1 + random(20_000);
      const at = random(length);
      for (let index = at; index < Math.min(length, at + size); index += 1) bytes[index] = random(256);
      return `${size} bytes of garbage at ${at}`;
    },
    () => {
      for (let flip = 0; flip < 1 + random(4); flip += 1) flipByte(bytes, random(Math.min(length, HEADER)), random);
      return 'header flipped';
    },
    () => {
      // Structure of a page: its header and the places of its cells.
      for (let flip = 0; flip < 4; flip += 1) flipByte(bytes, Math.min(length - 1, page + random(40)), random);
      return `head of the page at ${page} flipped`;
    },
  ];
  const truncate = random(6) === 0;
  const what = truncate ? 'truncated' : (kinds[random(kinds.length)] ?? kinds[0])!();
  if (!truncate) writeFileSync(path, bytes);
  else truncateSync(path, random(length));
  return what;
}

function flipByte(bytes: Buffer, at: number, random: Random): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
}

/** Where each row's text and hash stand in the files of a database, byte for byte. */
export interface Places {
  /** Ids of those of which at least one copy is whole. */
  listWhole(): Set<string>;
}

export interface WrittenRow {
  readonly id: string;
  readonly body: string;
  readonly hash: string;
}

/** Of these files as they are now: to be called before the damage. */
export function notePlaces(files: readonly string[], rows: readonly WrittenRow[]): Places {
  const byId = new Map(rows.map((row) => [row.id, Buffer.from(row.body + row.hash)]));
  const places = files.filter(existsSync).map((file) => {
    const bytes = readFileSync(file);
    return { file, found: findAll(bytes, byId) };
  });
  return {
    listWhole: () =>
      new Set(
        places.flatMap(({ file, found }) => {
          const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
          return found.filter(({ at, text }) => bytes.subarray(at, at + text.length).equals(text)).map(({ id }) => id);
        }),
      ),
  };
}

/** As every event's text begins. */
const BEGIN = '{"v":1,"id":"';
const ID_LETTERS = 36;

function findAll(bytes: Buffer, byId: ReadonlyMap<string, Buffer>): { id: string; at: number; text: Buffer }[] {
  const found = [];
  for (let at = bytes.indexOf(BEGIN); at !== -1; at = bytes.indexOf(BEGIN, at + 1)) {
    const id = bytes.toString('latin1', at + BEGIN.length, at + BEGIN.length + ID_LETTERS);
    const text = byId.get(id);
    if (text && bytes.subarray(at, at + text.length).equals(text)) found.push({ id, at, text });
  }
  return found;
}
