import BetterSqlite3 from 'better-sqlite3';

export type SqliteConnection = BetterSqlite3.Database;

const FULL = 2;
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a SQLite file for durable writing: WAL and `synchronous=FULL`, both read back, because better-sqlite3 re-opens WAL
 * files at NORMAL and a power cut then loses acknowledged rows.
 *
 * @throws when the file cannot be opened, is no database, or does not take the settings.
 */
export function openSqlite(file: string): SqliteConnection {
  const db = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    requirePragma(db, 'journal_mode', 'wal');
    requirePragma(db, 'synchronous', FULL);
    requirePragma(db, 'foreign_keys', 1);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A second connection that cannot write. @param cacheKib of the file that it keeps in memory. */
export function openSqliteReader(file: string, cacheKib = 16_000): SqliteConnection {
  const db = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
  db.pragma(`cache_size = ${-cacheKib}`);
  db.pragma('query_only = ON');
  requirePragma(db, 'query_only', 1);
  return db;
}

/** Looks into a file without changing it or its log. @returns null when there is nothing that can be read so. */
export function peekSqlite<T>(file: string, look: (db: SqliteConnection) => T): T | null {
  let db: SqliteConnection | undefined;
  try {
    db = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    return look(db);
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

function requirePragma(db: SqliteConnection, name: string, wanted: string | number): void {
  const found = db.pragma(name, { simple: true });
  if (found !== wanted) throw new Error(`SQLite refused ${name}=${wanted} (it is ${String(found)})`);
}
