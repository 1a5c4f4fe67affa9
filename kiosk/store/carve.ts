import { DAY_MS } from '#shared/domain/instant.ts';
import { KIOSK_KEEPS_STORED_DAYS } from '#shared/domain/retention.ts';
import { readSound, type SoundRecord } from './sound-record.ts';

/** How an event's text begins; its SHA-256 stands right behind it, in 43 letters of base64url (migration 10). */
const BEGIN = Buffer.from('{"v":');
const HASH_LETTERS = 43;
/** No row is longer. */
export const LONGEST_ROW_BYTES = 64 * 1024;
const BRACE = '}'.charCodeAt(0);

export interface CarvedRecord {
  readonly record: SoundRecord;
  /** Server time of its confirmation as the row says; null: it waits, or nothing sensible stands there. */
  readonly confirmedAt: number | null;
  /** Where the text begins. */
  readonly start: number;
}

/** Finds events in raw bytes of a database or a log, whatever became of the pages around them: each is known by its hash. */
export function* carve(bytes: Buffer): Generator<CarvedRecord> {
  for (let start = bytes.indexOf(BEGIN); start !== -1; ) {
    const found = carveAt(bytes, start);
    if (found) yield found;
    start = bytes.indexOf(BEGIN, start + (found ? Buffer.byteLength(found.record.body) : 1));
  }
}

function carveAt(bytes: Buffer, start: number): CarvedRecord | null {
  const limit = Math.min(bytes.length, start + LONGEST_ROW_BYTES) - HASH_LETTERS;
  for (let end = bytes.indexOf(BRACE, start) + 1; end > 0 && end <= limit; end = bytes.indexOf(BRACE, end) + 1) {
    if (!isHash(bytes, end)) continue;
    const record = readSound(bytes.toString('utf8', start, end), bytes.toString('latin1', end, end + HASH_LETTERS));
    if (record) return { record, confirmedAt: readConfirmedAt(bytes, end + HASH_LETTERS), start };
  }
  return null;
}

function isHash(bytes: Buffer, start: number): boolean {
  for (let at = start; at < start + HASH_LETTERS; at += 1) if (!isBase64url(bytes[at] ?? 0)) return false;
  return true;
}

const isBase64url = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 45 || byte === 95;

/** Behind the hash: the time it happened (at most 8 bytes), the state, and for a stored one 6 bytes of time. */
function readConfirmedAt(bytes: Buffer, start: number): number | null {
  const state = bytes.toString('latin1', start, start + 8 + 'stored'.length).indexOf('stored');
  const at = start + state + 'stored'.length;
  return state === -1 || at + 6 > bytes.length ? null : bytes.readUIntBE(at, 6);
}

/** A deleted row's bytes stay until something is written over them: the server has had it for longer than it is kept here. */
export const isLongConfirmed = (confirmedAt: number | null, newestConfirmedAt: number): boolean =>
  confirmedAt !== null && confirmedAt < newestConfirmedAt - KIOSK_KEEPS_STORED_DAYS * DAY_MS;
