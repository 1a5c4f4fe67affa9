import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asStorageFailure } from './storage-failure.ts';

/**
 * A damaged database is evidence, and may hold the only copy of a visit: it is renamed, never deleted. Its name says how far
 * its salvage is, whatever ends the program: `kiosk.db.salvaging-TIME`, and `kiosk.db.damaged-TIME` when all that is sound in
 * it was taken over.
 */
const SALVAGING = '.salvaging-';
const DAMAGED = '.damaged-';
const LOG = '-wal';

/** The log before the file: a log without its file, or a file without its log, must not pass for a whole database. */
const PARTS = [LOG, '', '-shm'];

/** Keeps a copy of the log of a database that is still open: closing it may write pages over that were better before. */
export function copyLogAside(file: string, asideName: string): void {
  if (existsSync(file + LOG)) copyFileSync(file + LOG, asideName + LOG);
}

export const newAsideName = (file: string, now: Date = new Date()): string =>
  `${file}${SALVAGING}${now.toISOString().replaceAll(':', '-')}`;

/** @throws StorageFailure */
export function putAside(file: string, asideName: string): void {
  try {
    for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, asideName + part);
  } catch (error) {
    throw asStorageFailure(error);
  }
}

/** Ends what a crash in the middle of `putAside` has left half done. */
export function finishPuttingAside(file: string): void {
  for (const name of listBeside(file, SALVAGING)) {
    const aside = name.endsWith(LOG) ? name.slice(0, -LOG.length) : null;
    if (aside !== null && !existsSync(aside)) putAside(file, aside);
  }
}

/** Databases that still hold records to be taken over, the latest first. */
export const listUnsalvaged = (file: string): string[] =>
  [...new Set(listBeside(file, SALVAGING).map((name) => name.replace(/-(wal|shm)$/, '')))].toSorted().toReversed();

/** @returns its new name. */
export function markSalvaged(aside: string): string {
  const name = aside.replace(SALVAGING, DAMAGED);
  try {
    rmSync(`${aside}-shm`, { force: true });
    for (const part of PARTS) if (existsSync(aside + part)) renameSync(aside + part, name + part);
  } catch (error) {
    throw asStorageFailure(error);
  }
  return name;
}

function listBeside(file: string, mark: string): string[] {
  const dir = dirname(file);
  try {
    return readdirSync(dir)
      .filter((name) => name.startsWith(basename(file) + mark))
      .map((name) => join(dir, name));
  } catch (error) {
    throw asStorageFailure(error);
  }
}
