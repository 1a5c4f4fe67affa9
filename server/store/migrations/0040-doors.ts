import { type Kysely, sql } from 'kysely';

/** What kiosks do at a venue's doors, who of the staff may open their pages. */
async function addDoors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('venues')
    .addColumn('choices_json', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
  await db.schema.alterTable('venues').addColumn('closes_at', 'text').execute();
  await db.schema.alterTable('venues').addColumn('staff_pin', 'text').execute();
  await db.schema.alterTable('venues').addColumn('staff_pin_set_at', 'bigint').execute();
  await db.schema
    .alterTable('entrances')
    .addColumn('mode', 'text', (c) => c.notNull().defaultTo('entrance'))
    .execute();
  await db.schema.alterTable('kiosks').addColumn('clock_error_ms', 'bigint').execute();
  await db.schema
    .createTable('staff_cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addColumn('card_hash', 'text', (c) => c.notNull().unique())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('revoked_by', 'text')
    .execute();
  await db.schema
    .createIndex('staff_cards_by_venue_id')
    .on('staff_cards')
    .columns(['venue_id', 'created_at'])
    .execute();
}

async function addVisitEnds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('visits')
    .addColumn('ends_at', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('visits').addColumn('auto_left_at', 'bigint').execute();
  await db.schema.alterTable('visits').addColumn('left_how', 'text').execute();
  await db.schema.alterTable('visits').addColumn('resolved_by', 'text').execute();
  await sql`update visits set left_how = 'scan' where left_at is not null`.execute(db);
  // As it was counted until now: the venue's longest stay after the person was last seen. Nobody had a closing time.
  await sql`
    update visits set ends_at = case when extended_at > arrived_at then extended_at else arrived_at end
      + coalesce((select max_stay_ms from venues where venues.id = visits.venue_id), 14400000)`.execute(db);
}

/** Only those who are inside: small however long the log grows. The columns that are null in it let SQLite count without the rows. */
async function indexOpenVisits(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index visits_open on visits (venue_id, ends_at, same_as, verdict, left_at, auto_left_at, voided_at)
    where left_at is null and auto_left_at is null and voided_at is null`.execute(db);
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await addDoors(db);
  await addVisitEnds(db);
  await indexOpenVisits(db);
}
