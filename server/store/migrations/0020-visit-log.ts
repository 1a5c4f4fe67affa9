import { type Kysely, sql } from 'kysely';
import { createIndex } from './create-index.ts';

/** The log and its projection. No foreign keys: a fact stays whatever becomes of the place it happened at. */
async function createEventTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('visit_events')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kiosk_id', 'text')
    .addColumn('epoch', 'text')
    .addColumn('seq', 'bigint')
    .addColumn('hash', 'blob', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('entrance_id', 'text', (c) => c.notNull())
    .addColumn('visit_id', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('clear_json', 'text', (c) => c.notNull())
    .addColumn('contact_key_id', 'text')
    .addColumn('contact_sealed', 'blob')
    .addColumn('health_key_id', 'text')
    .addColumn('health_sealed', 'blob')
    .execute();
  await db.schema
    .createIndex('visit_events_by_kiosk_seq')
    .unique()
    .on('visit_events')
    .columns(['kiosk_id', 'epoch', 'seq'])
    .execute();
  // Only what is about a visit opened by another event; an arrival is found by its id.
  await db.schema
    .createIndex('visit_events_by_visit')
    .on('visit_events')
    .column('visit_id')
    .where(sql.ref('kind'), '<>', sql.lit('arrived'))
    .execute();
}

async function createVisitTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('visits')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull())
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('entrance_id', 'text', (c) => c.notNull())
    .addColumn('kiosk_id', 'text')
    .addColumn('party_id', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('arrived_at', 'bigint', (c) => c.notNull())
    .addColumn('left_at', 'bigint')
    .addColumn('extended_at', 'bigint')
    .addColumn('voided_at', 'bigint')
    .addColumn('resolved_at', 'bigint')
    .addColumn('same_as', 'text')
    .addColumn('way', 'text', (c) => c.notNull())
    .addColumn('assurance', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text')
    .addColumn('questions_version', 'integer')
    .addColumn('consent_version', 'integer')
    .addColumn('language', 'text')
    .addColumn('flags_json', 'text', (c) => c.notNull())
    .addColumn('contact_key_id', 'text')
    .addColumn('contact_sealed', 'blob')
    .addColumn('health_key_id', 'text')
    .addColumn('health_sealed', 'blob')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .execute();
  await createIndex(db, 'visits', ['venue_id', 'day', 'arrived_at', 'id']);
  await createIndex(db, 'visits', ['venue_id', 'arrived_at', 'left_at']);
}

async function createPersonIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('person_index')
    .addColumn('hash', 'blob', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('person_index_pk', ['hash', 'event_id'])
    .execute();
}

async function createQuarantineTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('quarantine')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kiosk_id', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('hash', 'blob', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('resolved_at', 'bigint')
    .addUniqueConstraint('quarantine_once', ['kiosk_id', 'event_id', 'hash'])
    .execute();
  await createIndex(db, 'quarantine', ['kiosk_id', 'epoch', 'seq']);
}

async function createPassTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passes')
    .addColumn('pass_id', 'text', (c) => c.primaryKey())
    .addColumn('issued_on', 'text', (c) => c.notNull())
    .addColumn('expires_on', 'text', (c) => c.notNull())
    .addColumn('contact_key_id', 'text', (c) => c.notNull())
    .addColumn('contact_sealed', 'blob', (c) => c.notNull())
    .addColumn('consent_version', 'integer', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('withdrawn_at', 'bigint')
    .execute();
  await db.schema
    .createTable('receipts')
    .addColumn('code_hash', 'blob', (c) => c.primaryKey())
    .addColumn('visit_id', 'text')
    .addColumn('pass_id', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createOfficeTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('exports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull())
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('request_json', 'text', (c) => c.notNull())
    .addColumn('rows', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('downloaded_at', 'bigint')
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('organisation_id', 'text')
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('details_json', 'text', (c) => c.notNull())
    .addColumn('prev_hash', 'blob', (c) => c.notNull())
    .addColumn('hash', 'blob', (c) => c.notNull())
    .execute();
  await createIndex(db, 'audit', ['organisation_id', 'at']);
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createEventTable(db);
  await createVisitTable(db);
  await createPersonIndex(db);
  await createQuarantineTable(db);
  await createPassTables(db);
  await createOfficeTables(db);
}
