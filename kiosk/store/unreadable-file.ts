import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { writeDurably } from './durable-file.ts';
import { attempt } from './salvage.ts';

/** A disk that is only out of breath answers again within that; a part of it that is worn out never does. */
const TRIES = 4;
const TRY_AGAIN_MS = 1_000;

const PROBE = 'The disk takes new files.\n';

/**
 * @param open the database as it is.
 * @param beginAnew puts it aside and opens another.
 * @returns what opens the database, and after some failed readings in a row gives up what cannot be read: once, until a
 *   database was opened again, and only where the disk still takes other files.
 */
export function unlessUnreadable<T>(dir: string, open: () => T, beginAnew: () => T): () => T {
  let failures = 0;
  let hasBegunAnew = false;
  return () => {
    try {
      const isGivenUp = failures >= TRIES && !hasBegunAnew && takesNewFiles(dir);
      hasBegunAnew ||= isGivenUp;
      const opened = isGivenUp ? beginAnew() : open();
      failures = 0;
      hasBegunAnew = false;
      return opened;
    } catch (error) {
      if (isReadError(error)) failures += 1;
      throw error;
    }
  };
}

/** At the start nobody is served yet. @throws what `open` throws in the end */
export async function openPatiently<T>(open: () => T): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return open();
    } catch (error) {
      if (!isReadError(error)) throw error;
      await delay(TRY_AGAIN_MS);
    }
  }
  return open();
}

const isReadError = (error: unknown): boolean => error instanceof StorageFailure && isInputOutputError(error.cause);

/** Not what permissions or another program stand in the way of. */
const isInputOutputError = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError
    ? cause.code.startsWith('SQLITE_IOERR')
    : cause instanceof Error && 'code' in cause && cause.code === 'EIO';

function takesNewFiles(dir: string): boolean {
  const file = join(dir, 'probe');
  try {
    writeDurably(file, PROBE);
    return readFileSync(file, 'utf8') === PROBE;
  } catch {
    return false;
  } finally {
    attempt(() => rmSync(file, { force: true }));
  }
}
