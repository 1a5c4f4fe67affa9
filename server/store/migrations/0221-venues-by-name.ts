import { type Kysely, sql } from 'kysely';

/**
 * A ward's venues are listed and counted from indexes alone, beside the standing of each: in the order of their names, and by
 * type. The column that is null in them lets SQLite do so without the rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index venues_counted`.execute(db);
  await sql`
    create index venues_counted on venues (commune_code, type, id, created_at, closed_at) where closed_at is null`.execute(
    db,
  );
  await sql`
    create index venues_listed on venues (commune_code, name_search, id, type, created_at, closed_at)
    where closed_at is null`.execute(db);
}
