import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { EventId } from '#shared/domain/ids.ts';
import { carve, isLongConfirmed, LONGEST_ROW_BYTES } from './carve.ts';
import { readSound, type SoundRecord } from './sound-record.ts';

/** Where what was found goes. */
export interface Rescue {
  has(id: EventId): boolean;
  /** Queues those that are not there yet. @returns how many. @throws StorageFailure */
  takeOver(records: readonly SoundRecord[]): number;
}

/** Between two slices the kiosk serves its visitors. */
const SLICE_ROWS = 100;
const SLICE_BYTES = 512 * 1024;
/** Rows missing in a row before the rest is left to the search through the bytes. */
const GIVE_UP_AFTER = 10_000;

/**
 * Takes over every event of a damaged database whose content still has its hash: first row by row in their order, then what
 * the damage hides from SQLite, out of the raw bytes of file and log. May be begun again at any time.
 *
 * @yields after each slice. @returns how many events were taken over. @throws StorageFailure when they cannot be written.
 */
export function* salvage(damaged: string, into: Rescue): Generator<void, number> {
  const walked = yield* walk(damaged, into);
  return walked + (yield* carveFiles(damaged, into));
}

function* walk(damaged: string, into: Rescue): Generator<void, number> {
  const from = attempt(() => new Database(damaged, { readonly: true, fileMustExist: true }));
  if (!from) return 0;
  try {
    const rows = attempt(() => prepareRows(from));
    return rows ? yield* walkRows(rows, into) : 0;
  } finally {
    attempt(() => from.close());
  }
}

interface Rows {
  readonly read: (seq: number) => { readonly body: unknown; readonly hash: unknown } | undefined;
  /** The lowest number above; null: none that can be seen. */
  readonly findNext: (seq: number) => number | null;
}

function prepareRows(from: Database.Database): Rows {
  const read = from.prepare<[number], { body: unknown; hash: unknown }>('SELECT body, hash FROM events WHERE seq = ?');
  const next = from.prepare<[number], number | null>('SELECT min(seq) FROM events WHERE seq > ?').pluck();
  return {
    read: (seq) => attempt(() => read.get(seq)),
    findNext: (seq) => attempt(() => next.get(seq)) ?? null,
  };
}

function* walkRows({ read, findNext }: Rows, into: Rescue): Generator<void, number> {
  let taken = 0;
  let seq = findNext(0) ?? 1;
  for (let missing = 0; missing < GIVE_UP_AFTER && Number.isSafeInteger(seq); ) {
    const slice: SoundRecord[] = [];
    for (let rows = 0; rows < SLICE_ROWS && missing < GIVE_UP_AFTER; rows += 1) {
      const row = read(seq);
      const sound = row ? readSound(row.body, row.hash) : null;
      missing = sound ? 0 : missing + 1;
      if (sound) slice.push(sound);
      // Pruning leaves gaps of any size; where damage hides what comes next, number by number.
      seq = Math.max(seq + 1, findNext(seq) ?? 0);
    }
    taken += into.takeOver(slice);
    yield;
  }
  return taken;
}

interface Place {
  readonly id: EventId;
  readonly file: string;
  readonly start: number;
  readonly bytes: number;
  readonly confirmedAt: number | null;
}

function* carveFiles(damaged: string, into: Rescue): Generator<void, number> {
  const places = new Map<string, Place>();
  let newestConfirmedAt = 0;
  for (const file of [damaged, `${damaged}-wal`]) {
    for (const place of listPlaces(file)) {
      if (place === null) yield;
      else {
        // A time beyond all reason is damage.
        if ((place.confirmedAt ?? 0) < 8.64e15) newestConfirmedAt = Math.max(newestConfirmedAt, place.confirmedAt ?? 0);
        if (!into.has(place.id)) places.set(place.id, place);
      }
    }
  }
  const wanted = [...places.values()].filter(({ confirmedAt }) => !isLongConfirmed(confirmedAt, newestConfirmedAt));
  // UUIDv7: in the order in which they were minted.
  wanted.sort((one, other) => (one.id < other.id ? -1 : 1));
  let taken = 0;
  for (let at = 0; at < wanted.length; at += SLICE_ROWS) {
    taken += into.takeOver(wanted.slice(at, at + SLICE_ROWS).flatMap(readPlace));
    yield;
  }
  return taken;
}

/** @yields null between two slices. */
function* listPlaces(file: string): Generator<Place | null> {
  const size = attempt(() => statSync(file).size) ?? 0;
  for (let offset = 0; offset < size; offset += SLICE_BYTES) {
    // A row over the edge of a slice is found whole in the one where it begins.
    for (const { record, confirmedAt, start } of carve(readBytes(file, offset, SLICE_BYTES + LONGEST_ROW_BYTES))) {
      if (start >= SLICE_BYTES) break;
      const { id, body } = record;
      const bytes = Buffer.byteLength(body) + record.hash.length;
      yield { id, file, start: offset + start, bytes, confirmedAt };
    }
    yield null;
  }
}

function readPlace({ file, start, bytes }: Place): SoundRecord[] {
  const [found] = carve(readBytes(file, start, bytes));
  return found ? [found.record] : [];
}

/** What a worn-out disk cannot read around one bad place. */
const SECTOR_BYTES = 4_096;

/** @returns what can be read of it; zeros where a place cannot be. */
function readBytes(file: string, start: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const handle = attempt(() => openSync(file, 'r'));
  if (handle === undefined) return Buffer.alloc(0);
  try {
    const read = attempt(() => readSync(handle, buffer, 0, length, start));
    if (read !== undefined) return buffer.subarray(0, read);
    for (let at = 0; at < length; at += SECTOR_BYTES) {
      attempt(() => readSync(handle, buffer, at, Math.min(SECTOR_BYTES, length - at), start + at));
    }
    return buffer;
  } finally {
    closeSync(handle);
  }
}

/** A damaged page answers with an error: then there is nothing there. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
