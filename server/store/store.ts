import { CompiledQuery, type DatabaseConnection, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { PreparedStatement, Readable, Store, Writable } from './access.ts';
import { HISTORY, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { createQueue } from './queue.ts';
import type { Database } from './schema.ts';
import { openSqlite, openSqliteReader, peekSqlite, type SqliteConnection } from './sqlite-connection.ts';

/**
 * Opens (or makes) the server's database and brings it up to date.
 *
 * @throws when the file cannot be opened or migrated.
 */
export async function openStore(file: string): Promise<Result<Store, 'newer-database'>> {
  // Even opening for writing would change a file that an older program must not touch.
  if (listMigrationsIn(file).some((name) => !(name in MIGRATIONS))) return err('newer-database');
  const writer = openSqlite(file);
  const db = new Kysely<Database>({ dialect: new ImmediateSqliteDialect({ database: writer }) });
  try {
    const migrated = await migrate(db, MIGRATIONS);
    if (!migrated.ok) {
      await db.destroy();
      return err(migrated.error);
    }
    return ok(createStore(db, writer, openSqliteReader(file)));
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/**
 * Another reader of a database that this process has open already, as a thread needs one.
 *
 * @param cacheKib of the file that it keeps in memory.
 */
export function openReader(file: string, cacheKib: number): { readonly read: Readable; close(): Promise<void> } {
  const read = new Kysely<Database>({ dialect: new SqliteDialect({ database: openSqliteReader(file, cacheKib) }) });
  return { read, close: () => read.destroy() };
}

/** Whose a database is, without changing it. @returns null where there is none yet, or none that can be read. */
export const findServerIdIn = (file: string): string | null =>
  peekSqlite(file, (db) => db.prepare<[], string>('select server_id from deployment where id = 1').pluck().get()) ??
  null;

/** @returns none where there is no database yet, or none that can be read. */
const listMigrationsIn = (file: string): readonly string[] =>
  peekSqlite(file, (db) => db.prepare<[], string>(`select name from ${HISTORY}`).pluck().all()) ?? [];

function createStore(db: Kysely<Database>, writer: SqliteConnection, reader: SqliteConnection): Store {
  const read = new Kysely<Database>({ dialect: new SqliteDialect({ database: reader }) });
  // Work on the one write connection must not interleave: SQLite would see nested transactions.
  const oneAtATime = createQueue();
  let decisions = 0;
  return {
    read,
    async transact(work) {
      const result = await oneAtATime(() => db.transaction().execute((tx) => work(tx as Writable)));
      decisions += 1;
      return result;
    },
    decisions: () => decisions,
    transactPrepared: (work) => oneAtATime(async () => writer.transaction(work).immediate()),
    prepare: (sql) => prepareOn(writer, sql),
    prepareRead: (sql) => prepareOn(reader, sql),
    async close() {
      await oneAtATime(async () => undefined);
      await read.destroy();
      await db.destroy();
    },
  };
}

function prepareOn<Row>(db: SqliteConnection, sql: string): PreparedStatement<Row> {
  const statement = db.prepare<unknown[], Row>(sql);
  return {
    run: (...values) => statement.run(...values).changes,
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
  };
}

/** Takes the write lock at once: a transaction that reads first and writes later could otherwise fail half-way beside another process. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Kysely takes it that SQLite cannot change tables in a transaction; cut off between two changes, no start would ever pass again. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: { database: SqliteConnection };
  constructor(config: { database: SqliteConnection }) {
    super(config);
    this.#config = config;
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }
}
