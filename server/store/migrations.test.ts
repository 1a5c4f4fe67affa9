import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from './migrations/list.ts';
import { openStore } from './store.ts';
import { fixtureOf, hashOfMigration, RELEASED_MIGRATIONS } from './testing/fixtures.ts';

const released = JSON.parse(readFileSync(RELEASED_MIGRATIONS, 'utf8')) as Record<string, string>;
const RELEASED = Object.keys(released);

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-migrations-'));
  file = join(folder, 'server.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

type Row = Readonly<Record<string, unknown>>;

const listTables = (db: BetterSqlite3.Database): string[] =>
  db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
    .filter((name) => !name.startsWith('schema_migrations'));

const readRows = (db: BetterSqlite3.Database): Map<string, Row[]> =>
  new Map(listTables(db).map((table) => [table, db.prepare<[], Row>(`SELECT * FROM "${table}"`).all()]));

describe('released migrations', () => {
  it('are never edited: write another one, and run server/testing/make-store-fixtures.ts when it is released', () => {
    expect(Object.fromEntries(RELEASED.map((name) => [name, hashOfMigration(name)]))).toEqual(released);
    const files = readdirSync(new URL('./migrations', import.meta.url)).flatMap((name) =>
      /^\d{4}-/.test(name) ? [name.replace('.ts', '')] : [],
    );
    expect(files.toSorted()).toEqual(Object.keys(MIGRATIONS).toSorted());
  });

  it.each(RELEASED)('a server of %s comes forward with every row', async (name) => {
    const old = new BetterSqlite3(file);
    old.pragma('foreign_keys = OFF');
    old.exec(readFileSync(fixtureOf(name), 'utf8'));
    const before = readRows(old);
    old.close();
    expect(before.get('organisations')?.length).toBeGreaterThan(0);

    const opened = await openStore(file);
    if (!opened.ok) throw new Error(opened.error);
    await opened.value.close();
    const now = new BetterSqlite3(file, { readonly: true });
    const after = readRows(now);
    now.close();
    // Sessions of before there were second factors are not carried on: people sign in again.
    if (name < '0070') before.delete('sessions');
    else expect(before.get('sessions')?.length).toBeGreaterThan(1);
    for (const [table, rows] of before) {
      // Columns were added since, and none was taken away.
      expect(after.get(table)?.length, table).toBeGreaterThanOrEqual(rows.length);
      for (const row of rows) expect(after.get(table), table).toContainEqual(expect.objectContaining(row));
    }
  });

  it('a newer database is refused, and every byte of it and of its log stays', async () => {
    const opened = await openStore(file);
    if (!opened.ok) throw new Error(opened.error);
    await opened.value.close();
    const newer = new BetterSqlite3(file);
    newer.prepare("insert into schema_migrations (name, timestamp) values ('9990-from-the-future', '')").run();
    const parts = ['', '-wal'] as const;
    const before = parts.map((part) => readFileSync(file + part));
    expect(before[1]?.length).toBeGreaterThan(0);
    // As a crash leaves them: closing would write the log into the file.
    const copy = join(folder, 'copy.db');
    for (const [index, part] of parts.entries()) writeFileSync(copy + part, before[index] ?? '');
    newer.close();
    expect(await openStore(copy)).toEqual({ ok: false, error: 'newer-database' });
    expect(parts.map((part) => readFileSync(copy + part))).toEqual(before);
  });
});
