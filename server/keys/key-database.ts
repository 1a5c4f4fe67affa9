import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

export type KeyDatabase = BetterSqlite3.Database;

/** Raised with the tables; a key store of a later version is refused. */
export const KEY_STORE_VERSION = 1;

/**
 * Days are `YYYY-MM-DD`, '' for the fallback key. A destroyed key keeps its row without the key, so that "expired" can be
 * told from "never known". `erasures` lists records of erased people: every restore applies it before serving.
 */
const TABLES = `
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
`;

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
    const erased = db.prepare<[], number | null>('select max(erased_at) from erasures').pluck().get();
    return Math.max(0, ...[...changes, erased].map((at) => at ?? 0));
  } finally {
    db.close();
  }
}

/** Overwrites what it deletes; a destroyed key must not linger in a free page. */
export function openKeyDatabase(file: string): KeyDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new BetterSqlite3(file, { timeout: 5_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  const settings = ['synchronous', 'secure_delete'].map((name) => db.pragma(name, { simple: true }));
  if (settings[0] !== 2 || settings[1] !== 1) throw new Error('SQLite refused the settings of the key store');
  return db;
}

export function createKeyTables(db: KeyDatabase, insertFirstRows: () => void): void {
  db.transaction(() => {
    db.exec(TABLES);
    insertFirstRows();
    db.pragma(`user_version = ${KEY_STORE_VERSION}`);
  }).immediate();
}

/** A destroyed key's old page may still stand in the write-ahead log: fold it in and cut it. */
export function shredLog(db: KeyDatabase): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
}
