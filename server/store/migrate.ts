import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { err, ok, type Result } from '#shared/domain/result.ts';

export const HISTORY = 'schema_migrations';

/**
 * Brings a database forward to `migrations`. A database that knows a migration this code does not is newer than the code:
 * nothing is touched.
 */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<Result<void, 'newer-database'>> {
  const applied = await listApplied(db as unknown as Kysely<History>);
  if (applied.some((name) => !(name in migrations))) return err('newer-database');
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: HISTORY,
    migrationLockTableName: `${HISTORY}_lock`,
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('a migration failed', { cause: error });
  return ok(undefined);
}

interface History {
  [HISTORY]: { name: string };
}

async function listApplied(db: Kysely<History>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === HISTORY)) return [];
  const rows = await db.selectFrom(HISTORY).select('name').execute();
  return rows.map((row) => row.name);
}
