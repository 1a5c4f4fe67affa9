import Database from 'better-sqlite3';
import { StorageFailure, type StorageFailureReason } from '#kiosk/core/ports.ts';

/** Runs a piece of work on the database; what the disk did wrong leaves as StorageFailure, bugs leave as they are. */
export function guardStorage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStorageFailure(error);
  }
}

/** @returns a StorageFailure for errors of disk or file; any other error unchanged, for it is a bug. */
export function asStorageFailure(error: unknown): unknown {
  const reason = classify(error);
  return reason === null ? error : new StorageFailure(reason, { cause: error });
}

function classify(error: unknown): StorageFailureReason | null {
  if (error instanceof Database.SqliteError) return classifySqlite(error.code);
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'full' : 'io';
}

/** Result codes of SQLite (sqlite.org/rescode.html). */
function classifySqlite(code: string): StorageFailureReason | null {
  if (code === 'SQLITE_FULL') return 'full';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'damaged';
  return /^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|BUSY|LOCKED|PROTOCOL|NOLFS|NOMEM)/.test(code) ? 'io' : null;
}
