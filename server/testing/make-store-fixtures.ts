// Run by hand when migrations are released: writes the fixture of each schema, and the hash of each migration's source.
//   node server/testing/make-store-fixtures.ts
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base32 } from '@scure/base';
import { Kysely, SqliteDialect } from 'kysely';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { TotpEnrolment } from '#shared/contract/portal-account.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import { dumpSqlite } from '#shared/testing/dump-sqlite.ts';
import { stepAt, totpAtStep } from '../accounts/totp.ts';
import { migrate } from '../store/migrate.ts';
import { MIGRATIONS } from '../store/migrations/list.ts';
import { openSqlite, type SqliteConnection } from '../store/sqlite-connection.ts';
import { fixtureOf, hashOfMigration, RELEASED_MIGRATIONS } from '../store/testing/fixtures.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { addMember, type Owner, pairKiosk, registerOwner, startTestServer } from './test-server.ts';

type Rows = ReadonlyMap<string, readonly Record<string, unknown>[]>;

/** Of a list of every commune some are enough. */
const MOST_ROWS = 20;
const ARRIVALS = 4;

const listTables = (db: SqliteConnection): string[] =>
  db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all();
const listColumns = (db: SqliteConnection, table: string): string[] =>
  db.prepare<[], string>(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`).pluck().all();

/** Other facts under ids that are taken. */
async function quarantine(kiosk: SimulatedKiosk, records: readonly OutboxRecord[]): Promise<void> {
  const forged = records.slice(0, 2).map(({ body }) => {
    const event = JSON.parse(body) as VisitEvent;
    return kiosk.toRecord(event, JSON.stringify({ ...event, verdict: 'not-today' }));
  });
  await kiosk.exchange(forged);
}

async function post<T>(owner: Owner, path: string, body?: unknown): Promise<T> {
  const answer = await owner.call('POST', path, body);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Two sessions, a second factor with its recovery codes, and links that are out. */
async function letPeopleIn(owner: Owner, member: Owner, now: number): Promise<void> {
  const { secret } = await post<TotpEnrolment>(owner, '/account/totp');
  await post(owner, '/account/totp/confirmation', { code: totpAtStep(base32.decode(secret), stepAt(now)) });
  await post(owner, '/invitations', { role: 'staff', label: 'Lan' });
  await post(owner, `/people/${member.me.accountId}/reset`, { secondFactors: false });
}

/** What a server of today keeps after a venue, a kiosk and some visitors. */
async function readRealRows(folder: string): Promise<Rows> {
  const dataDir = join(folder, 'server');
  const test = await startTestServer({ dataDir });
  const owner = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, owner);
  const contact = { v: 1, name: 'Người Mẫu', phone: '+84900000000' } as const;
  const records = [];
  for (let arrival = 0; arrival < ARRIVALS; arrival += 1) records.push(await kiosk.makeRecord({ contact }));
  await kiosk.exchange(records);
  await quarantine(kiosk, records);
  await letPeopleIn(owner, await addMember(test, owner, 'staff'), test.now);
  await test.close();
  const db = openSqlite(join(dataDir, 'server.db'));
  const rows = new Map(
    listTables(db).map((table) => [
      table,
      db.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}" LIMIT ${MOST_ROWS}`).all(),
    ]),
  );
  db.close();
  return rows;
}

/** Rows as that version kept them: in the tables and columns there were. */
function fill(db: SqliteConnection, rows: Rows): void {
  db.pragma('foreign_keys = OFF');
  for (const table of listTables(db).filter((name) => !name.startsWith('schema_migrations'))) {
    const known = listColumns(db, table);
    db.exec(`DELETE FROM "${table}"`);
    for (const row of rows.get(table) ?? []) {
      const columns = known.filter((column) => column in row);
      const places = columns.map(() => '?').join(', ');
      db.prepare(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places})`).run(
        ...columns.map((column) => row[column]),
      );
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'store-fixtures-'));
try {
  const rows = await readRealRows(folder);
  const names = Object.keys(MIGRATIONS);
  for (const [index, name] of names.entries()) {
    const file = fixtureOf(name);
    // What was released stays as it was released.
    if (existsSync(file)) continue;
    const db = openSqlite(join(folder, `${name}.db`));
    const kysely = new Kysely<object>({ dialect: new SqliteDialect({ database: db }) });
    await migrate(kysely, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, index + 1)));
    fill(db, rows);
    writeFileSync(file, dumpSqlite(db));
    await kysely.destroy();
  }
  const released = existsSync(RELEASED_MIGRATIONS)
    ? (JSON.parse(readFileSync(RELEASED_MIGRATIONS, 'utf8')) as Record<string, string>)
    : {};
  const hashes = { ...Object.fromEntries(names.map((name) => [name, hashOfMigration(name)])), ...released };
  writeFileSync(RELEASED_MIGRATIONS, `${JSON.stringify(hashes, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
