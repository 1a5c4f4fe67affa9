import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Store } from './access.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { openSqlite } from './sqlite-connection.ts';
import { openStore } from './store.ts';

let folder: string;
let store: Store;

async function open(): Promise<Store> {
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const organisation = (id: string) => ({
  id: id as OrganisationId,
  name: 'Chợ Đông Ba',
  language: 'vi' as const,
  created_at: 1,
});
const countOrganisations = async () =>
  (
    await store.read
      .selectFrom('organisations')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = await open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('store', () => {
  it('is durable: WAL, FULL and foreign keys hold at a second open too', async () => {
    await store.close();
    const db = openSqlite(join(folder, 'server.db'));
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
    store = await open();
  });

  it('shows readers a transaction only after its commit', async () => {
    await store.transact(async (tx) => {
      await tx.insertInto('organisations').values(organisation('a')).execute();
      expect(await countOrganisations()).toBe(0);
    });
    expect(await countOrganisations()).toBe(1);
  });

  it('rolls back what throws and stays usable', async () => {
    const failing = store.transact(async (tx) => {
      await tx.insertInto('organisations').values(organisation('a')).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await countOrganisations()).toBe(0);
  });

  it('runs transactions of both kinds one after another', async () => {
    const insert = store.prepare('insert into organisations (id, name, language, created_at) values (?, ?, ?, ?)');
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0
          ? store.transact(async (tx) => {
              await tx
                .insertInto('organisations')
                .values(organisation(`k${i}`))
                .execute();
              await Promise.resolve();
            })
          : store.transactPrepared(() => insert.run(`p${i}`, 'x', 'vi', 1)),
      ),
    );
    expect(await countOrganisations()).toBe(20);
  });

  it('cannot write on the connection for reading', () => {
    expect(() => store.prepareRead('delete from organisations').run()).toThrow(/readonly/);
  });

  it('brings visits and venues of the version before forward', async () => {
    await store.close();
    const file = join(folder, 'old.db');
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: openSqlite(file) }) });
    const { '0010-people-and-places': a, '0020-visit-log': b, '0030-administrative-units': c } = MIGRATIONS;
    if (!a || !b || !c) throw new Error('a migration is missing');
    await migrate(old, { '0010-people-and-places': a, '0020-visit-log': b, '0030-administrative-units': c });
    await sql`insert into organisations (id, name, language, created_at) values ('o', 'Chợ', 'vi', 1)`.execute(old);
    await sql`insert into venues (id, organisation_id, name, name_search, type, address_line, commune_code,
      duplicate_window_ms, max_stay_ms, created_at) values ('v', 'o', 'Chợ', 'cho', 'market', '2', '19774', 900000, 7200000, 1)`.execute(
      old,
    );
    for (const [id, left, extended] of [
      ['open', null, null],
      ['left', 1_500, null],
      ['seen', null, 5_000],
    ]) {
      await sql`insert into visits (id, organisation_id, venue_id, entrance_id, party_id, day, arrived_at, left_at, extended_at,
        way, assurance, flags_json, received_at) values (${id}, 'o', 'v', 'e', 'p', '1970-01-01', 1000, ${left}, ${extended},
        'typed', 'declared', '[]', 1000)`.execute(old);
    }
    await old.destroy();
    const opened = await openStore(file);
    if (!opened.ok) throw new Error(opened.error);
    store = opened.value;
    const visits = await store.read
      .selectFrom('visits')
      .select(['id', 'ends_at', 'left_how', 'auto_left_at'])
      .orderBy('id')
      .execute();
    expect(visits.map(({ id, ends_at, left_how, auto_left_at }) => [id, ends_at, left_how, auto_left_at])).toEqual([
      ['left', 7_201_000, 'scan', null],
      ['open', 7_201_000, null, null],
      ['seen', 7_205_000, null, null],
    ]);
    const venue = await store.read.selectFrom('venues').selectAll().executeTakeFirstOrThrow();
    expect(venue).toMatchObject({ choices_json: '{}', closes_at: null, staff_pin: null });
  });

  it('brings what a version had that knew no retention forward, sealed bytes and all', async () => {
    await store.close();
    const file = join(folder, 'older.db');
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: openSqlite(file) }) });
    const known = Object.entries(MIGRATIONS).filter(([name]) => name < '0050');
    await migrate(old, Object.fromEntries(known));
    await sql`insert into organisations (id, name, language, created_at) values ('o', 'Chợ', 'vi', 1)`.execute(old);
    await sql`insert into venues (id, organisation_id, name, name_search, type, address_line, commune_code,
      duplicate_window_ms, max_stay_ms, created_at, choices_json, closes_at, staff_pin, staff_pin_set_at) values ('v', 'o',
      'Chợ', 'cho', 'market', '2', '19774', 900000, 7200000, 1, '{"capacity":3}', '21:00', 'a hash', 7)`.execute(old);
    await sql`insert into visit_events (id, hash, kind, venue_id, entrance_id, visit_id, at, received_at, clear_json,
      contact_key_id, contact_sealed) values ('l', x'01', 'left', 'v', 'e', 'a', 2, 2, '{}', 'k', x'0a0b')`.execute(
      old,
    );
    for (const [id, as] of [
      ['a', null],
      ['b', 'a'],
    ]) {
      await sql`insert into visits (id, organisation_id, venue_id, entrance_id, party_id, day, arrived_at, ends_at, same_as,
        way, assurance, flags_json, received_at) values (${id}, 'o', 'v', 'e', 'p', '1970-01-01', 1, 9, ${as}, 'typed',
        'declared', '[]', 1)`.execute(old);
    }
    await old.destroy();
    const opened = await openStore(file);
    if (!opened.ok) throw new Error(opened.error);
    store = opened.value;
    const venue = await store.read.selectFrom('venues').selectAll().executeTakeFirstOrThrow();
    expect(venue).toMatchObject({ contact_days: null, health_days: null, closes_at: '21:00', staff_pin_set_at: 7 });
    const event = await store.read.selectFrom('visit_events').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({ contact_key_id: 'k', contact_sealed: Buffer.from([10, 11]) });
    const visits = await store.read.selectFrom('visits').select(['id', 'same_as']).orderBy('id').execute();
    expect(visits).toEqual([
      { id: 'a', same_as: null },
      { id: 'b', same_as: 'a' },
    ]);
    expect(await store.read.selectFrom('deletion_records').selectAll().execute()).toEqual([]);
  });

  it('refuses a newer database and leaves it as it was', async () => {
    await store.close();
    const file = join(folder, 'server.db');
    const db = new BetterSqlite3(file);
    db.prepare("insert into schema_migrations (name, timestamp) values ('9990-from-the-future', '')").run();
    db.close();
    expect(await openStore(file)).toEqual({ ok: false, error: 'newer-database' });
    const again = new BetterSqlite3(file);
    again.prepare("delete from schema_migrations where name = '9990-from-the-future'").run();
    again.close();
    store = await open();
  });
});
