import Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { checkSchema } from './database.ts';
import { createInstallation } from './installation.ts';
import { createPairingRecords } from './pairing-records.ts';
import { type RecordRow, requireSound } from './queue-reader.ts';
import { guardStorage } from './storage-failure.ts';

/** Every method throws StorageFailure, `damaged` where something is not what was written. */
export interface OutsideCheck {
  /** The newest row's number; 0: there is none. */
  findLast(): number;
  /**
   * Looks at up to `limit` rows above `seq`: each is what was written, and is where the indexes say.
   *
   * @returns the last one's number; null: there were none.
   */
  verifyAbove(seq: number, limit: number): number | null;
  /** What is no row of the queue. */
  verifyRest(): void;
  close(): void;
}

/** Enough for the inner pages of the trees. */
const CACHE_KIB = 512;

/**
 * Looks at the database as it is in its files. The connection in use serves what it knows from its own memory, which is right
 * and says nothing about the file: damage to a page of it would come to light after the next start, when there is more of it.
 *
 * @throws StorageFailure
 */
export function openOutsideCheck(file: string, publicKey: string): OutsideCheck {
  return guardStorage(() => {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      db.pragma(`cache_size = -${CACHE_KIB}`);
      checkSchema(db);
      return prepare(db, publicKey);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function prepare(db: Database.Database, publicKey: string): OutsideCheck {
  const last = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM events').pluck();
  const inside = db.prepare<[], number>("SELECT count(*) FROM events INDEXED BY events_inside WHERE entrance_id > ''");
  const verify = prepareVerifying(db);
  const installation = createInstallation(db);
  const records = createPairingRecords(db, publicKey);
  return {
    findLast: () => guardStorage(() => last.get() ?? 0),
    verifyAbove: (seq, limit) => guardStorage(() => verify(seq, limit)),
    verifyRest: () =>
      guardStorage(() => {
        inside.get();
        installation.read();
        records.readAll();
      }),
    close: () => db.close(),
  };
}

function prepareVerifying(db: Database.Database): OutsideCheck['verifyAbove'] {
  const rows = db.prepare<[number, number], RecordRow & { readonly state: string }>(
    'SELECT seq, id, hash, body, state FROM events NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const waiting = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM events INDEXED BY events_waiting WHERE state = 'waiting' AND seq > ? AND seq <= ?`,
    )
    .pluck();
  const byId = db
    .prepare<[string], number>('SELECT seq FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq')
    .pluck();
  return (seq, limit) => {
    const found = rows.all(seq, limit);
    const last = found.at(-1)?.seq ?? null;
    for (const row of found) requireSound(row);
    const isQueued = (waiting.get(seq, last ?? Number.MAX_SAFE_INTEGER) ?? 0) === countWaiting(found);
    const numbers = byId.all(JSON.stringify(found.map(({ id }) => id)));
    const isFound = numbers.length === found.length && numbers.every((number, index) => number === found[index]?.seq);
    if (!isQueued || !isFound) throw new StorageFailure('damaged');
    return last;
  };
}

const countWaiting = (rows: readonly { readonly state: string }[]): number =>
  rows.filter(({ state }) => state === 'waiting').length;
