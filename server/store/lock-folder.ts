import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { makeFolder } from '../config/make-folder.ts';

/**
 * One server per data folder. The lock is SQLite's own exclusive lock on an empty file in `run/`: the operating system
 * releases it when the process dies, however it dies, so there is no stale lock to clean up.
 *
 * @returns a function that releases it; null when somebody else holds it. @throws when the folder cannot be written.
 */
export function lockFolder(dataDir: string): (() => void) | null {
  makeFolder(join(dataDir, 'run'));
  const lock = new BetterSqlite3(join(dataDir, 'run', 'server.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return () => void lock.close();
  } catch (error) {
    lock.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
}
