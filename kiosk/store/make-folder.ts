import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from './durable-file.ts';
import { asStorageFailure } from './storage-failure.ts';

/**
 * Makes the kiosk's own folder, readable by its owner only. All that is durable in it would be lost with its own name, so
 * that is made durable too, all the way up and before anything is in it: whoever made the folder need not have done so.
 *
 * @throws StorageFailure
 */
export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asStorageFailure(error);
  }
  if (existsSync(join(dir, 'kiosk.db'))) return;
  let above = resolve(dir);
  do {
    above = dirname(above);
    syncIfAllowed(above);
  } while (above !== dirname(above));
}

/** A folder that may not be read is another's, and was there before. */
function syncIfAllowed(dir: string): void {
  try {
    syncFolder(dir);
  } catch {
    // Nothing of ours was changed there, or the disk will say so at the first check-in.
  }
}
