import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { carve } from './carve.ts';
import { syncFolder } from './durable-file.ts';
import type { SoundRecord } from './sound-record.ts';
import { asStorageFailure } from './storage-failure.ts';

/** What stands in a left-over log behind the place where SQLite stops reading it. */
export interface LogTail {
  /** Transactions that were complete. A power cut leaves one at most, for the next begins when the one before is on the disk. */
  readonly commits: number;
  readonly records: readonly SoundRecord[];
}

export interface SettledLog {
  readonly bytes: Buffer;
  readonly tail: LogTail;
}

/**
 * Makes a log that an earlier run left behind durable, before anything is appended to it: after an fsync that failed, nobody
 * knows which of its bytes are on the disk, though they can all be read. A later record behind bytes that a power cut takes
 * away would be lost with them.
 *
 * @throws StorageFailure `io`. A full disk leaves the log as it is.
 */
export function settleLog(database: string): SettledLog {
  const log = `${database}-wal`;
  const bytes = readLog(log);
  if (bytes.length === 0) return { bytes, tail: { commits: 0, records: [] } };
  try {
    rewrite(log, bytes);
  } catch (error) {
    rmSync(`${log}.part`, { force: true });
    const failure = asStorageFailure(error);
    if (!(failure instanceof StorageFailure) || failure.reason !== 'full') throw failure;
  }
  return { bytes, tail: readTail(bytes) };
}

function readLog(log: string): Buffer {
  try {
    return readFileSync(log);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw asStorageFailure(error);
  }
}

function rewrite(log: string, bytes: Buffer): void {
  const part = `${log}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, log);
  syncFolder(dirname(log));
}

/** Layout and checksums: sqlite.org/fileformat2.html, section 4. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const USUAL_PAGE_BYTES = 4_096;
const MAGIC = 0x377f0682;

type Sums = readonly [number, number];

export function readTail(bytes: Buffer): LogTail {
  const header = readHeader(bytes);
  const frameBytes = FRAME_HEADER_BYTES + (header?.pageBytes ?? USUAL_PAGE_BYTES);
  let sums = header?.sums ?? null;
  let commits = 0;
  const records = new Map<string, SoundRecord>();
  for (let at = HEADER_BYTES; at + frameBytes <= bytes.length; at += frameBytes) {
    const frame = bytes.subarray(at, at + frameBytes);
    // Frames of an earlier round through the file are in the database already.
    const isOfThisRound = header === null || frame.subarray(8, 16).equals(header.salts);
    if (sums && isOfThisRound) sums = followSums(frame, sums, header?.isBigEndian ?? false);
    else sums = null;
    if (sums || !isOfThisRound) continue;
    if (frame.readUInt32BE(4) !== 0) commits += 1;
    for (const { record } of carve(frame.subarray(FRAME_HEADER_BYTES))) records.set(record.id, record);
  }
  return { commits, records: [...records.values()] };
}

function readHeader(bytes: Buffer) {
  if (bytes.length < HEADER_BYTES) return null;
  const magic = bytes.readUInt32BE(0);
  const pageBytes = bytes.readUInt32BE(8);
  if ((magic & ~1) !== MAGIC || pageBytes < 512 || pageBytes > 65_536) return null;
  const isBigEndian = (magic & 1) === 1;
  const sums = addUp(bytes.subarray(0, 24), [0, 0], isBigEndian);
  if (!isSum(bytes, 24, sums)) return null;
  return { isBigEndian, pageBytes, salts: bytes.subarray(16, 24), sums };
}

/** @returns null when the frame is not what was written. */
function followSums(frame: Buffer, before: Sums, isBigEndian: boolean): Sums | null {
  const sums = addUp(frame.subarray(FRAME_HEADER_BYTES), addUp(frame.subarray(0, 8), before, isBigEndian), isBigEndian);
  return isSum(frame, 16, sums) ? sums : null;
}

const isSum = (bytes: Buffer, at: number, [first, second]: Sums): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;

function addUp(bytes: Buffer, [start0, start1]: Sums, isBigEndian: boolean): Sums {
  let [s0, s1] = [start0, start1];
  for (let at = 0; at < bytes.length; at += 8) {
    const x0 = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const x1 = isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    s0 = (s0 + x0 + s1) >>> 0;
    s1 = (s1 + x1 + s0) >>> 0;
  }
  return [s0, s1];
}
