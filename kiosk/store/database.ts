import Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { type Migration, migrations } from './migrations/list.ts';
import { guardStorage } from './storage-failure.ts';

/** The folder was written by a newer version of this program: going on could destroy what it does not understand. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

export type Connect = (file: string) => Database.Database;

export const newestFormat = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.number ?? 0;

const FULL = 2;

/**
 * Opens, checks and migrates the kiosk's database.
 *
 * @throws StorageFailure `damaged` when it is no sound database; Error when durability was refused.
 */
export function openDatabase(file: string, connect: Connect = (path) => new Database(path)): Database.Database {
  return guardStorage(() => {
    const db = connect(file);
    try {
      makeDurable(db);
      checkSoundness(db);
      migrate(db);
      checkSchema(db);
      assertDurable(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * Looks before anything is touched: a reader changes neither the file nor its log.
 *
 * @param knownFormat the newest format this folder is known to have been brought to; null: nobody knows.
 * @throws NewerDatabase; StorageFailure `damaged` when the number alone is newer: no newer program wrote that.
 */
export function refuseNewer(file: string, knownFormat: number | null): void {
  const found = peek(file);
  const newest = newestFormat();
  if (found === null || found.format <= newest) return;
  const isUnheardOf = knownFormat !== null && found.format > knownFormat;
  if (isUnheardOf && found.schema === expectedSchema()) throw new StorageFailure('damaged');
  throw new NewerDatabase(
    `${file} was written by a newer version of this program (format ${found.format}, this one knows ${newest}): update the program.`,
  );
}

/** @returns null when there is none, or nothing can be read. */
function peek(file: string): { readonly format: number; readonly schema: string } | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    return { format: Number(db.pragma('user_version', { simple: true })), schema: readSchema(db) };
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

function makeDurable(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // On macOS a plain fsync does not reach the platter.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
}

/** Reads back what holds on this connection: without FULL a power cut loses check-ins that were already welcomed. */
function assertDurable(db: Database.Database): void {
  const journal = db.pragma('journal_mode', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  if (journal !== 'wal' || synchronous !== FULL) {
    throw new Error(`the database is not durable: journal_mode=${String(journal)}, synchronous=${String(synchronous)}`);
  }
}

function checkSoundness(db: Database.Database): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StorageFailure('damaged');
}

/** @throws StorageFailure `damaged` when the database is not what its number says it is. */
export function migrate(db: Database.Database, steps: readonly Migration[] = migrations): void {
  const format = Number(db.pragma('user_version', { simple: true }));
  if (format < 0 || format > newestFormat(steps)) throw new StorageFailure('damaged');
  for (const step of steps.filter(({ number }) => number > format)) {
    try {
      db.transaction(() => {
        db.exec(step.sql);
        db.pragma(`user_version = ${step.number}`);
      }).immediate();
    } catch (error) {
      // Published statements fail on nothing they were written for.
      const isStatement = error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR';
      throw isStatement ? new StorageFailure('damaged', { cause: error }) : error;
    }
  }
}

/** A letter changed in a statement of the schema passes SQLite's own check. @throws StorageFailure `damaged` */
export function checkSchema(db: Database.Database): void {
  if (readSchema(db) !== expectedSchema()) throw new StorageFailure('damaged');
}

const readSchema = (db: Database.Database): string =>
  JSON.stringify(
    db
      .prepare(
        `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name`,
      )
      .all(),
  );

let expected: string | undefined;

function expectedSchema(): string {
  if (expected === undefined) {
    const db = new Database(':memory:');
    migrate(db);
    expected = readSchema(db);
    db.close();
  }
  return expected;
}
