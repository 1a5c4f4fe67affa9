import { type Kysely, sql } from 'kysely';
import { createIndex } from './create-index.ts';

/**
 * What became of each poster code (printed, scanned, replaced), what a venue chose for its posters, and an organisation's
 * logo. What the trail and the log know of posters from before is carried over, so that nobody's old poster counts as unused.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('posters')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('entrance_id', 'text', (c) => c.notNull().references('entrances.id').onDelete('cascade'))
    .addColumn('serial', 'text', (c) => c.notNull())
    .addColumn('printed_at', 'bigint')
    .addColumn('prints', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('first_scan_at', 'bigint')
    .addColumn('last_scan_at', 'bigint')
    .addColumn('first_check_in_at', 'bigint')
    .addColumn('replaced_at', 'bigint')
    .addColumn('works_until', 'bigint')
    .execute();
  await createIndex(db, 'posters', ['entrance_id']);
  await db.schema
    .createTable('late_scans')
    .addColumn('code', 'text', (c) => c.notNull().references('posters.code').onDelete('cascade'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('scans', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('late_scans_pk', ['code', 'day'])
    .execute();
  await db.schema
    .createTable('poster_choices')
    .addColumn('venue_id', 'text', (c) => c.primaryKey().references('venues.id').onDelete('cascade'))
    .addColumn('choices_json', 'text', (c) => c.notNull())
    .addColumn('chosen_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('organisation_logos')
    .addColumn('organisation_id', 'text', (c) => c.primaryKey().references('organisations.id').onDelete('cascade'))
    .addColumn('png', 'blob', (c) => c.notNull())
    .addColumn('width', 'integer', (c) => c.notNull())
    .addColumn('height', 'integer', (c) => c.notNull())
    .addColumn('uploaded_at', 'bigint', (c) => c.notNull())
    .addColumn('removed_at', 'bigint')
    .execute();
  await carryOver(db);
}

const carryOver = (db: Kysely<unknown>) =>
  sql`
    insert into posters (code, entrance_id, serial, printed_at, prints, first_scan_at, last_scan_at, first_check_in_at)
    select e.code, e.id, e.serial, p.printed_at, coalesce(p.prints, 0), v.first_at, v.last_at, v.first_at
    from entrances e
    left join (
      select subject, max(at) as printed_at, count(*) as prints from audit where action = 'poster.printed' group by subject
    ) p on p.subject = 'entrance:' || e.id
    left join (
      select entrance_id, min(arrived_at) as first_at, max(arrived_at) as last_at
      from visits where way = 'poster' group by entrance_id
    ) v on v.entrance_id = e.id
    where p.subject is not null or v.entrance_id is not null
  `.execute(db);
