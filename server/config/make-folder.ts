import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syncFolder } from './durable-file.ts';

/**
 * Makes a folder for this user alone, and those above it. All that is durable in it would be lost with its own name, so that
 * is made durable too, all the way up and before anything is in it: whoever made the folder, as a start that was cut off,
 * need not have done so.
 *
 * @throws as mkdir does.
 */
export function makeFolder(folder: string): void {
  makeMissing(folder);
  let above = resolve(folder);
  do {
    above = dirname(above);
    syncIfAllowed(above);
  } while (above !== dirname(above));
}

/** One at a time: Node's own recursive mkdir never returns where a file system forbids new folders, as /proc does. */
function makeMissing(folder: string): void {
  if (existsSync(folder)) return;
  makeMissing(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  }
}

/** A folder that may not be read is another's, and was there before. */
function syncIfAllowed(folder: string): void {
  try {
    syncFolder(folder);
  } catch (error) {
    const isAnothers = error instanceof Error && 'code' in error && /^(EACCES|EPERM)$/.test(String(error.code));
    if (!isAnothers) throw error;
  }
}
