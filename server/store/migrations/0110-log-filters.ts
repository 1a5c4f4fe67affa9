import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * All that the log is filtered, grouped and counted by, in the order it is read in: a page with a rare filter and a chart of a
 * year go through this index alone, never through the rows with their sealed parts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index visits_log on visits (venue_id, arrived_at, id, entrance_id, way, assurance, verdict, resolved_at,
      voided_at, same_as, flags_json, party_id)`.execute(db);
}
