import { dirname } from 'node:path';
import type { Call } from './read-trace.ts';

/** @returns a number from 0 to n-1. */
export type Random = (n: number) => number;

/** What a power cut left of the bytes that were written and not synced. */
export const DATA_LEFT = ['none', 'all', 'first', 'some', 'torn', 'shuffled'] as const;
/** And of the names that were made, changed or taken away in a folder that was not synced. */
export const NAMES_LEFT = ['none', 'all', 'first', 'some'] as const;

export interface Leftovers {
  readonly data: (typeof DATA_LEFT)[number];
  readonly names: (typeof NAMES_LEFT)[number];
}

/** What a disk writes whole. */
const SECTOR = 512;

type Change = { readonly offset: number; readonly data: Buffer } | { readonly size: number };

interface File {
  /** What a sync has made safe. */
  safe: Bytes;
  unsafe: Change[];
}

type Name = File | 'folder';
type NameChange = (names: Map<string, Name>) => void;

/**
 * A disk as a program that was traced used it. Safe is what was synced: a file's bytes by a sync of the file, its name by a
 * sync of its folder, and nothing else. POSIX promises no more, though many file systems do.
 */
export class Disk {
  readonly #live = new Map<string, Name>();
  readonly #safe = new Map<string, Name>();
  readonly #unsafe = new Map<string, NameChange[]>();

  /** @param before what was there and safe at the beginning, by path; null: a folder. */
  constructor(before: ReadonlyMap<string, Buffer | null> = new Map()) {
    for (const [path, bytes] of before) {
      const name: Name = bytes === null ? 'folder' : { safe: new Bytes(Buffer.from(bytes)), unsafe: [] };
      this.#live.set(path, name);
      this.#safe.set(path, name);
    }
  }

  apply(call: Call): void {
    switch (call.call) {
      case 'say':
        return;
      case 'create':
        if (!this.#live.has(call.path)) this.#put(call.path, { safe: new Bytes(), unsafe: [] });
        else if (call.empty) this.#fileAt(call.path).unsafe.push({ size: 0 });
        return;
      case 'mkdir':
        return this.#put(call.path, 'folder');
      case 'write':
      case 'truncate':
        this.#fileAt(call.path).unsafe.push(call);
        return;
      case 'rename':
        return this.#change(call.path, moving(call.from, call.path));
      case 'link':
        return this.#put(call.path, this.#fileAt(call.from));
      case 'remove':
        return this.#change(call.path, (names) => void names.delete(call.path));
      case 'sync':
        return this.#sync(call.path);
    }
  }

  /** The bytes by path after a power cut now; null: a folder. They hold until the next call. */
  cut(left: Leftovers, random: Random): Map<string, Buffer | null> {
    const names = new Map(this.#safe);
    for (const changes of this.#unsafe.values()) {
      for (const change of chooseNames(changes, left.names, random)) change(names);
    }
    const image = new Map<string, Buffer | null>();
    const parents = [...names.keys()].toSorted();
    for (const path of parents) {
      const name = names.get(path);
      const isReachable = !this.#live.has(dirname(path)) || image.get(dirname(path)) === null;
      if (name === undefined || !isReachable) continue;
      image.set(path, name === 'folder' ? null : bytesLeft(name, left.data, random));
    }
    return image;
  }

  #fileAt(path: string): File {
    const name = this.#live.get(path);
    if (name === undefined || name === 'folder') throw new Error(`${path} was never made`);
    return name;
  }

  #put(path: string, name: Name): void {
    this.#change(path, (names) => void names.set(path, name));
  }

  #change(path: string, change: NameChange): void {
    change(this.#live);
    const folder = dirname(path);
    this.#unsafe.set(folder, [...(this.#unsafe.get(folder) ?? []), change]);
  }

  #sync(path: string): void {
    const name = this.#live.get(path);
    for (const change of this.#unsafe.get(path) ?? []) change(this.#safe);
    this.#unsafe.delete(path);
    if (name === undefined || name === 'folder') return;
    for (const change of name.unsafe) name.safe.take(change);
    name.unsafe = [];
  }
}

const moving =
  (from: string, to: string): NameChange =>
  (names) => {
    const name = names.get(from);
    if (name === undefined) return;
    names.delete(from);
    names.set(to, name);
  };

function chooseNames(changes: readonly NameChange[], left: Leftovers['names'], random: Random): readonly NameChange[] {
  switch (left) {
    case 'none':
      return [];
    case 'all':
      return changes;
    case 'first':
      return changes.slice(0, random(changes.length + 1));
    case 'some':
      return changes.filter(() => random(2) === 0);
  }
}

function bytesLeft({ safe, unsafe }: File, left: Leftovers['data'], random: Random): Buffer {
  if (unsafe.length === 0 || left === 'none') return safe.view();
  const bytes = safe.copy();
  for (const change of chooseChanges(unsafe, left, random)) bytes.take(change);
  return bytes.view();
}

function chooseChanges(changes: readonly Change[], left: Leftovers['data'], random: Random): readonly Change[] {
  switch (left) {
    case 'none':
      return [];
    case 'all':
      return changes;
    case 'first':
      return changes.slice(0, random(changes.length + 1));
    case 'some':
      return changes.filter(() => random(2) === 0);
    case 'torn':
      return changes.flatMap(sectorsOf).filter(() => random(2) === 0);
    case 'shuffled':
      // A sector written twice may have reached the disk between the two, and not again.
      return shuffle(changes.flatMap(sectorsOf), random).slice(0, random(changes.length * 8 + 1));
  }
}

function sectorsOf(change: Change): Change[] {
  if (!('data' in change)) return [change];
  const sectors: Change[] = [];
  for (let at = 0; at < change.data.length; ) {
    const offset = change.offset + at;
    const end = at + SECTOR - (offset % SECTOR);
    sectors.push({ offset, data: change.data.subarray(at, end) });
    at = end;
  }
  return sectors;
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    const [a, b] = [shuffled[last], shuffled[other]];
    if (a !== undefined && b !== undefined) [shuffled[last], shuffled[other]] = [b, a];
  }
  return shuffled;
}

/** Grows as it is written to. */
class Bytes {
  #room: Buffer;
  #size: number;

  constructor(room: Buffer = Buffer.alloc(0)) {
    this.#room = room;
    this.#size = room.length;
  }

  take(change: Change): void {
    if (!('data' in change)) {
      this.#resize(change.size);
      return;
    }
    const { offset, data } = change;
    if (offset + data.length > this.#size) this.#resize(offset + data.length);
    data.copy(this.#room, offset);
  }

  copy(): Bytes {
    return new Bytes(Buffer.from(this.view()));
  }

  /** Holds until the next change. */
  view(): Buffer {
    return this.#room.subarray(0, this.#size);
  }

  #resize(size: number): void {
    if (size > this.#room.length) {
      const room = Buffer.alloc(Math.max(size, this.#room.length * 2));
      this.#room.copy(room, 0, 0, this.#size);
      this.#room = room;
    }
    if (size < this.#size) this.#room.fill(0, size, this.#size);
    this.#size = size;
  }
}
