import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { syncFolder } from '../config/durable-file.ts';
import { makeFolder } from '../config/make-folder.ts';

export type KeyDatabase = BetterSqlite3.Database;

/** Raised with the tables; a key store of a later version is refused. */
export const KEY_STORE_VERSION = 3;

/**
 * The steps from nothing to {@link KEY_STORE_VERSION}, forward only; one that was released is never edited.
 *
 * Days are `YYYY-MM-DD`, '' for the fallback key. A destroyed key keeps its row without the key, so that "expired" can be
 * told from "never known". What a copy of the database does not know, and must not undo, stands here too: `erasures`
 * lists records of erased people, `revocations` what is no longer trusted and `standings` what goes back and forth, all
 * applied before anything is served;
 * `audit_marks` are signed sayings about the audit trail; `clock_evidence` says what time it was for certain.
 */
const STEPS: readonly string[] = [
  `
  create table identity (id integer primary key check (id = 1), server_id text not null, kek_check blob not null);
  create table signing_keys (
    id text primary key, purpose text not null, pass_key_id integer unique, public_key text not null, wrapped blob not null,
    created_at integer not null, retired_at integer
  );
  create table day_keys (
    id text primary key, day text not null, class text not null, public_key text not null, wrapped blob,
    created_at integer not null, destroyed_at integer, unique (day, class)
  );
  create table content_keys (
    id text primary key, scope text not null, day text not null, class text not null, wrapped blob,
    created_at integer not null, destroyed_at integer, unique (scope, day, class)
  );
  create table index_keys (day text primary key, wrapped blob, created_at integer not null, destroyed_at integer);
  create table erasures (record_id text primary key, erased_at integer not null);
  `,
  `
  create table revocations (
    kind text not null, id text not null, revoked_at integer not null, primary key (kind, id)
  ) without rowid;
  create table audit_marks (id integer primary key, kind text not null, at integer not null, document text not null unique);
  create table clock_evidence (
    id integer primary key check (id = 1), believed_at integer, doubted_at integer, doubted_run_ms integer not null
  );
  `,
  `
  create table standings (
    kind text not null, id text not null, value text not null, changed_at integer not null, primary key (kind, id)
  ) without rowid;
  `,
];

/** @returns null when there is no key store. Changes nothing. */
export function readIdentity(file: string): { serverId: string; kekCheck: Uint8Array; version: number } | null {
  if (!existsSync(file)) return null;
  const db = new BetterSqlite3(file);
  try {
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version === 0) return null;
    if (version > KEY_STORE_VERSION) return { serverId: '', kekCheck: new Uint8Array(), version };
    const row = db
      .prepare<[], { server_id: string; kek_check: Uint8Array }>('select server_id, kek_check from identity')
      .get();
    return row ? { serverId: row.server_id, kekCheck: row.kek_check, version } : null;
  } finally {
    db.close();
  }
}

/** When anything in a key store last changed: of two copies, the later one knows of every key that was destroyed. */
export function latestChangeOf(file: string): number {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const changes = ['signing_keys', 'day_keys', 'content_keys', 'index_keys'].flatMap((table) => {
      const columns = table === 'signing_keys' ? ['created_at', 'retired_at'] : ['created_at', 'destroyed_at'];
      return columns.map((column) =>
        db.prepare<[], number | null>(`select max(${column}) from ${table}`).pluck().get(),
      );
    });
    const latestOf = (column: string, table: string): number | null | undefined =>
      db.prepare<[], number | null>(`select max(${column}) from ${table}`).pluck().get();
    const version = db.pragma('user_version', { simple: true }) as number;
    const later = [
      ...(version < 2 ? [] : [latestOf('revoked_at', 'revocations'), latestOf('at', 'audit_marks')]),
      ...(version < 3 ? [] : [latestOf('changed_at', 'standings')]),
    ];
    return Math.max(0, ...[...changes, latestOf('erased_at', 'erasures'), ...later].map((at) => at ?? 0));
  } finally {
    db.close();
  }
}

/** Overwrites what it deletes; a destroyed key must not linger in a free page. */
export function openKeyDatabase(file: string): KeyDatabase {
  makeFolder(dirname(file));
  const db = new BetterSqlite3(file, { timeout: 5_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  const settings = ['synchronous', 'secure_delete'].map((name) => db.pragma(name, { simple: true }));
  if (settings[0] !== 2 || settings[1] !== 1) throw new Error('SQLite refused the settings of the key store');
  syncFolder(dirname(file));
  return db;
}

/** @returns false when another process made them meanwhile. */
export function createKeyTables(db: KeyDatabase, insertFirstRows: () => void): boolean {
  return db
    .transaction(() => {
      if (db.pragma('user_version', { simple: true }) !== 0) return false;
      for (const step of STEPS) db.exec(step);
      insertFirstRows();
      db.pragma(`user_version = ${KEY_STORE_VERSION}`);
      return true;
    })
    .immediate();
}

/** Brings the tables of an older version forward, in one transaction; another process may do it at the same moment. */
export function upgradeKeyTables(db: KeyDatabase): void {
  const versionOf = (): number => db.pragma('user_version', { simple: true }) as number;
  if (versionOf() >= KEY_STORE_VERSION) return;
  db.transaction(() => {
    for (const step of STEPS.slice(versionOf())) db.exec(step);
    db.pragma(`user_version = ${KEY_STORE_VERSION}`);
  }).immediate();
}

/**
 * Tells when another process wrote: what was unwrapped may be destroyed by now. To be asked before every use of a remembered
 * key; it looks once in a turn of the event loop, for a look costs microseconds and records come by the thousand.
 *
 * @returns true once after each such change.
 */
export function createChangeWatch(db: KeyDatabase): () => boolean {
  const version = db.prepare<[], number>('pragma data_version').pluck();
  let known = version.get();
  let looked = false;
  const forgetLook = (): void => {
    looked = false;
  };
  return () => {
    if (looked) return false;
    looked = true;
    setImmediate(forgetLook);
    const now = version.get();
    if (now === known) return false;
    known = now;
    return true;
  };
}

/** A destroyed key's old page may still stand in the write-ahead log: fold it in and cut it. */
export function shredLog(db: KeyDatabase): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
}
