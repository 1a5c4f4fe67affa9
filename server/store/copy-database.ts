import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { renameDurably, syncFile } from '../config/durable-file.ts';

/**
 * Copies a database file as it stands between two commits, beside whoever writes to it; the copy is one whole, checked file
 * that appears under its name only when it is complete and on the disk, readable by its owner alone.
 *
 * @throws when the source cannot be read, the target cannot be written, or the copy is not sound.
 */
export const copyDatabase = (from: string, to: string): Promise<void> => copyWith(from, to, () => undefined);

/**
 * Copies the server's database as another server's: of a new epoch, with nobody signed in and no pairing under way. Already
 * so when it appears under its name, so that one that was cut off after that is never taken for the server of before.
 *
 * @throws as {@link copyDatabase}, and when it is no database of a server.
 */
export const copyAsNewServer = (from: string, to: string, epoch: string): Promise<void> =>
  copyWith(from, to, (copy) => {
    copy.prepare('update deployment set server_epoch = ?').run(epoch);
    // Whoever signed out, or was shut out, since the copy was made must not be signed in again.
    copy.exec('delete from sessions; delete from pairing_codes where used_at is null');
  });

async function copyWith(from: string, to: string, change: (copy: BetterSqlite3.Database) => void): Promise<void> {
  const partial = `${to}.part`;
  rmSync(partial, { force: true });
  try {
    // Nobody else's from its first byte on.
    closeSync(openSync(partial, 'wx', 0o600));
    chmodSync(partial, 0o600);
    await copyPages(from, partial);
    sealCopy(partial, change);
    syncFile(partial);
    renameDurably(partial, to);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Of one moment, held by a transaction: without it every write of somebody else would begin the copy anew. */
async function copyPages(from: string, to: string): Promise<void> {
  const source = new BetterSqlite3(from, { readonly: true, fileMustExist: true });
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(to);
  } finally {
    source.close();
  }
}

/** Leaves the copy without a log of its own beside it. @throws when it is not sound. */
function sealCopy(file: string, change: (copy: BetterSqlite3.Database) => void): void {
  const copy = new BetterSqlite3(file);
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok') throw new Error('the copy is damaged');
    copy.pragma('journal_mode = DELETE');
    copy.transaction(() => change(copy))();
  } finally {
    copy.close();
  }
}
