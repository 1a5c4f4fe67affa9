import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderBusy } from '#kiosk/core/ports.ts';
import { asStorageFailure } from './storage-failure.ts';

/**
 * One kiosk per data folder. The lock is SQLite's own exclusive lock on an empty file: the operating system releases it
 * when the process dies, however it dies, so there is no stale lock to clean up.
 *
 * @returns a function that releases it. @throws DataFolderBusy, StorageFailure.
 */
export function lockFolder(dir: string): () => void {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(dir, 'kiosk.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new DataFolderBusy(
        `Another kiosk is running on ${dir}: stop it, or choose another folder with --data DIR.`,
      );
    }
    throw asStorageFailure(error);
  }
}
