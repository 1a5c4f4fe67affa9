import { type Kysely, sql } from 'kysely';

/**
 * Arrivals that were merged are asked for by every departure, and what later events sealed by every sweep of retention: both
 * are few among all there is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index visits_by_same_as on visits (same_as, venue_id, arrived_at, id) where same_as is not null`.execute(
    db,
  );
  await sql`
    create index visit_events_sealed on visit_events (venue_id, at)
    where contact_sealed is not null or health_sealed is not null`.execute(db);
}
