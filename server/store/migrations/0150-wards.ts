import { type Kysely, sql } from 'kysely';
import { createIndex } from './create-index.ts';

async function createOfficerInvitations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('officer_invitations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'blob', (c) => c.notNull().unique())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('units_json', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await createIndex(db, 'officer_roles', ['unit_code']);
}

/** Counted from the log's first row on by the server itself, in steps, so that the update does not wait for it. */
async function createFigures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('venue_days')
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('attended', 'integer', (c) => c.notNull())
    .addColumn('by_phone', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('venue_days_pk', ['venue_id', 'day'])
    .execute();
  await createIndex(db, 'venue_days', ['day']);
  await db.schema
    .createTable('unit_days')
    .addColumn('commune_code', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('phone_only', 'integer', (c) => c.notNull())
    .addColumn('visits', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_days_pk', ['commune_code', 'day', 'type'])
    .execute();
  await db.schema
    .createTable('venue_days_cursor')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('event_row', 'bigint', (c) => c.notNull())
    .execute();
  await sql`insert into venue_days_cursor (id, event_row) values (1, 0)`.execute(db);
  await db.schema
    .createTable('venue_standing')
    .addColumn('venue_id', 'text', (c) => c.primaryKey().references('venues.id').onDelete('cascade'))
    .addColumn('street', 'text')
    .addColumn('street_of', 'text')
    .addColumn('last_attended_day', 'text')
    .addColumn('last_phone_day', 'text')
    .addColumn('verified_at', 'bigint')
    .addColumn('verified_by', 'text')
    .addColumn('reminders', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('reminded_day', 'text')
    // Boards look up a hundred thousand of them one by one.
    .modifyEnd(sql`without rowid`)
    .execute();
}

async function createFieldWork(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reminders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id').onDelete('cascade'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('sent_by', 'text', (c) => c.notNull())
    .addColumn('undone_at', 'bigint')
    .execute();
  // Never twice a day, whoever presses at the same moment.
  await sql`create unique index reminders_once_a_day on reminders (venue_id, day) where undone_at is null`.execute(db);
  await db.schema
    .createTable('inspections')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id').onDelete('cascade'))
    .addColumn('inspected_by', 'text', (c) => c.notNull())
    .addColumn('done_at', 'bigint', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('answers_json', 'text', (c) => c.notNull())
    .addColumn('passed', 'integer', (c) => c.notNull())
    .addColumn('based_on', 'text')
    .addColumn('conflicts_with', 'text')
    .execute();
  await createIndex(db, 'inspections', ['venue_id', 'done_at']);
}

async function createClaimsAndCases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('claims')
    .addColumn('venue_id', 'text', (c) => c.primaryKey().references('venues.id').onDelete('cascade'))
    .addColumn('registered_by', 'text', (c) => c.notNull())
    .addColumn('registered_at', 'bigint', (c) => c.notNull())
    .addColumn('code_hash', 'blob', (c) => c.notNull().unique())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('claimed_at', 'bigint')
    .addColumn('claimed_by', 'text')
    .execute();
  await createIndex(db, 'claims', ['registered_by', 'registered_at']);
  await db.schema
    .createTable('ward_cases')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('category', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('raised_by', 'text', (c) => c.notNull())
    .addColumn('raised_side', 'text', (c) => c.notNull())
    .addColumn('raised_at', 'bigint', (c) => c.notNull())
    .addColumn('forwarded_at', 'bigint')
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'bigint')
    .execute();
  await createIndex(db, 'ward_cases', ['venue_id', 'raised_at']);
}

async function createReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('units_json', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('report_submissions')
    .addColumn('call_id', 'text', (c) => c.notNull().references('report_calls.id').onDelete('cascade'))
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('figures_json', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('submitted_by', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('report_submissions_pk', ['call_id', 'unit_code'])
    .execute();
}

/** What wards do: officers and their helpers, the figures of their board, reminders, inspections, claims, cases, reports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOfficerInvitations(db);
  await createFigures(db);
  await createFieldWork(db);
  await createClaimsAndCases(db);
  await createReports(db);
}
