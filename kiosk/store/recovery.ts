import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { asStorageFailure } from './storage-failure.ts';

/** A damaged database is evidence, and may hold the only copy of a visit: it is renamed, never deleted. @returns its new name. */
export function moveAside(file: string, now: Date = new Date()): string {
  const movedTo = `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`;
  try {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    }
  } catch (error) {
    throw asStorageFailure(error);
  }
  return movedTo;
}

/** Where a database grows that is to take a damaged one's place. */
export const recoveryOf = (file: string): string => `${file}.recovering`;

/** Takes away what an interrupted recovery left: all of it is still in the damaged file. */
export function discardRecovery(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(recoveryOf(file) + suffix, { force: true });
}

/** Puts the recovered database in the place of the one that was moved aside. Does nothing while that is in its place. */
export function finishRecovery(file: string): void {
  if (!existsSync(file) && existsSync(recoveryOf(file))) renameSync(recoveryOf(file), file);
}

/** Rows missing in a row before the rest of the file is given up. */
const GIVE_UP_AFTER = 10_000;

/**
 * Takes over what can still be read, row by row: pairing, down-link, and every event whose content still has its hash.
 * Events are queued again under the new epoch; the server knows them by their ids.
 *
 * @returns how many events were taken over. @throws SqliteError when `into` cannot be written: then nothing was lost yet.
 */
export function salvage(damaged: string, into: Database.Database): number {
  let from: Database.Database;
  try {
    from = new Database(damaged, { readonly: true });
  } catch {
    return 0;
  }
  try {
    attempt(() => copyTable(from, into, 'pairing'));
    attempt(() => copyTable(from, into, 'down_link'));
    return copyEvents(from, into);
  } finally {
    from.close();
  }
}

function copyTable(from: Database.Database, into: Database.Database, table: 'pairing' | 'down_link'): void {
  const rows = from.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
  for (const row of rows) {
    const columns = Object.keys(row);
    into
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`)
      .run(row);
  }
}

interface EventRow {
  readonly id: string;
  readonly body: string;
  readonly hash: string;
  readonly happened_at: number;
}

function copyEvents(from: Database.Database, into: Database.Database): number {
  const read = attempt(() =>
    from.prepare<[number], EventRow>('SELECT id, body, hash, happened_at FROM events WHERE seq = ?'),
  );
  const findNext = attempt(() =>
    from.prepare<[number], number | null>('SELECT min(seq) FROM events WHERE seq > ?').pluck(),
  );
  if (!read || !findNext) return 0;
  const write = into.prepare<[EventRow & { seq: number }]>(
    'INSERT OR IGNORE INTO events (seq, id, body, hash, happened_at) VALUES (@seq, @id, @body, @hash, @happened_at)',
  );
  let copied = 0;
  const copyAll = into.transaction(() => {
    let seq = firstSeq(from);
    for (let missing = 0; missing < GIVE_UP_AFTER; ) {
      const row = attempt(() => read.get(seq));
      const sound = row && createHash('sha256').update(row.body).digest('base64url') === row.hash;
      missing = sound ? 0 : missing + 1;
      if (sound) copied += write.run({ ...row, seq: copied + 1 }).changes;
      // Pruning leaves gaps of any size; where damage hides what comes next, number by number.
      seq = Math.max(seq + 1, attempt(() => findNext.get(seq)) ?? 0);
    }
  });
  copyAll.immediate();
  return copied;
}

const firstSeq = (from: Database.Database): number =>
  attempt(() => from.prepare<[], number>('SELECT min(seq) FROM events').pluck().get()) ?? 1;

/** A damaged page answers with an error: then there is nothing there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
