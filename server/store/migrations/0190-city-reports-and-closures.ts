import { type Kysely, sql } from 'kysely';
import { createIndex } from './create-index.ts';

/** A board is counted from this alone, beside the standing of each: rows of venues are wide. */
const COUNTED = sql`create index venues_counted on venues (commune_code, type, id, created_at) where closed_at is null`;

/** What a city reports to its province out of its wards' reports, and venues that a ward closes to settle a dispute. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('report_calls').addColumn('city_due_at', 'bigint').execute();
  await db.schema
    .createTable('city_submissions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull().references('report_calls.id').onDelete('cascade'))
    .addColumn('area', 'text', (c) => c.notNull())
    .addColumn('figures_json', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('submitted_by', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('city_submissions_once', ['call_id', 'area'])
    .execute();
  await db.schema
    .createTable('venue_closures')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id').onDelete('cascade'))
    .addColumn('case_id', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('closed_by', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'bigint', (c) => c.notNull())
    .addColumn('undo_until', 'bigint', (c) => c.notNull())
    .addColumn('undone_at', 'bigint')
    .addColumn('undone_by', 'text')
    .execute();
  await createIndex(db, 'venue_closures', ['venue_id', 'closed_at']);
  // Whoever presses at the same moment.
  await sql`create unique index venue_closures_standing on venue_closures (venue_id) where undone_at is null`.execute(
    db,
  );
  await COUNTED.execute(db);
}
