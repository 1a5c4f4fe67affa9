import { chmodSync, renameSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/**
 * Copies a database file as it stands between two commits, beside whoever writes to it; the copy is one whole, checked file
 * that appears under its name only when it is complete, readable by its owner alone.
 *
 * @throws when the source cannot be read, the target cannot be written, or the copy is not sound.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const partial = `${to}.part`;
  rmSync(partial, { force: true });
  const source = new BetterSqlite3(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(partial);
  } finally {
    source.close();
  }
  chmodSync(partial, 0o600);
  sealCopy(partial);
  renameSync(partial, to);
}

/** Leaves the copy without a log of its own beside it. @throws when it is not sound. */
function sealCopy(file: string): void {
  const copy = new BetterSqlite3(file);
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok') throw new Error('the copy is damaged');
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
