import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const BALLAST_NAME = 'ballast';
export const BALLAST_BYTES = 8 * 1024 * 1024;

/** Room that must be free beside the ballast before check-ins are taken again: one write-ahead log. */
const MARGIN_BYTES = 4 * 1024 * 1024;

/**
 * A file that only takes up room. When the disk is full it is freed, so that the queue can still be marked as sent and
 * pruned; check-ins are taken again once there is room to put it back.
 */
export interface Ballast {
  isInPlace(): boolean;
  free(): void;
  /** @returns whether it is in place now. */
  restore(): boolean;
}

export function createBallast(dir: string): Ballast {
  const file = join(dir, BALLAST_NAME);
  let inPlace = statSync(file, { throwIfNoEntry: false })?.size === BALLAST_BYTES;
  return {
    isInPlace: () => inPlace,
    free() {
      rmSync(file, { force: true });
      inPlace = false;
    },
    restore() {
      const room = freeBytes(dir);
      if (!inPlace && (room === null || room > BALLAST_BYTES + MARGIN_BYTES)) inPlace = fill(file);
      return inPlace;
    },
  };
}

/** @returns null where the platform does not tell. */
export function freeBytes(dir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Random bytes: a file system that compresses would keep zeros in no room at all. */
function fill(file: string): boolean {
  const part = `${file}.part`;
  try {
    const handle = openSync(part, 'w', 0o600);
    try {
      const chunk = randomFillSync(Buffer.alloc(1024 * 1024));
      for (let written = 0; written < BALLAST_BYTES; ) written += writeSync(handle, chunk);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
    return true;
  } catch {
    rmSync(part, { force: true });
    return false;
  }
}
