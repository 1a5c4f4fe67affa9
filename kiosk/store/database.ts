import Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { type Migration, migrations } from './migrations/list.ts';
import { guardStorage } from './storage-failure.ts';

/** The folder was written by a newer version of this program: going on could destroy what it does not understand. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

export type Connect = (file: string) => Database.Database;

const FULL = 2;

/**
 * Opens, checks and migrates the kiosk's database.
 *
 * @throws StorageFailure `damaged` when it is no sound database; NewerDatabase; Error when durability was refused.
 */
export function openDatabase(file: string, connect: Connect = (path) => new Database(path)): Database.Database {
  return guardStorage(() => {
    const db = connect(file);
    try {
      makeDurable(db);
      checkSoundness(db);
      migrate(db, file);
      assertDurable(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
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

export function migrate(db: Database.Database, file: string, steps: readonly Migration[] = migrations): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = steps.at(-1)?.number ?? 0;
  if (version > newest) {
    throw new NewerDatabase(
      `${file} was written by a newer version of this program (format ${version}, this one knows ${newest}): update the program.`,
    );
  }
  for (const step of steps.filter(({ number }) => number > version)) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
  }
}
