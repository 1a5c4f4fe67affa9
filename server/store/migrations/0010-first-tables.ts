import { type Kysely, sql } from 'kysely';

async function createAccountTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deployment')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('server_id', 'text', (c) => c.notNull())
    .addColumn('server_epoch', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('demo_at', 'bigint')
    .execute();
  await db.schema
    .createTable('organisations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('admin_at', 'bigint')
    .addColumn('disabled_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createRoleTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('memberships')
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('memberships_pk', ['account_id', 'organisation_id'])
    .execute();
  await db.schema
    .createTable('officer_roles')
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('unit_code', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('officer_roles_pk', ['account_id', 'unit_code', 'role'])
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'blob', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createVenueTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('venues')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_search', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('address_line', 'text', (c) => c.notNull())
    .addColumn('commune_code', 'text', (c) => c.notNull())
    .addColumn('duplicate_window_ms', 'bigint', (c) => c.notNull())
    .addColumn('max_stay_ms', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .execute();
  await createIndex(db, 'venues', ['organisation_id', 'created_at']);
  await createIndex(db, 'venues', ['commune_code', 'type']);
}

async function createEntranceTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('entrances')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('serial', 'text', (c) => c.notNull().unique())
    .addColumn('slug', 'text', (c) => c.unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('retired_at', 'bigint')
    .execute();
  await createIndex(db, 'entrances', ['venue_id', 'created_at']);
}

/** No foreign key from a kiosk to its place: one that comes back after a restore (R6) may name a place not known here. */
async function createKioskTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kiosks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull())
    .addColumn('venue_id', 'text', (c) => c.notNull())
    .addColumn('entrance_id', 'text', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('paired_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('readmitted_at', 'bigint')
    .addColumn('status_json', 'text')
    .execute();
  await createIndex(db, 'kiosks', ['venue_id', 'paired_at']);
  await db.schema
    .createTable('kiosk_epochs')
    .addColumn('kiosk_id', 'text', (c) => c.notNull().references('kiosks.id').onDelete('cascade'))
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('highest_counter', 'bigint', (c) => c.notNull())
    .addColumn('seen_window', 'blob', (c) => c.notNull())
    .addColumn('high_water', 'bigint', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('kiosk_epochs_pk', ['kiosk_id', 'epoch'])
    .execute();
}

async function createPairingTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pairing_codes')
    .addColumn('code_hash', 'blob', (c) => c.primaryKey())
    .addColumn('entrance_id', 'text', (c) => c.notNull().references('entrances.id').onDelete('cascade'))
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('used_by_kiosk_id', 'text')
    .execute();
}

async function createTextTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('question_sets')
    .addColumn('version', 'integer', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.references('organisations.id'))
    .addColumn('questions_json', 'text', (c) => c.notNull())
    .addColumn('published_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('notices')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.references('organisations.id'))
    .addColumn('unit_code', 'text')
    .addColumn('text_json', 'text', (c) => c.notNull())
    .addColumn('published_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint')
    .execute();
}

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

const createIndex = (db: Kysely<unknown>, table: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();

export async function up(db: Kysely<unknown>): Promise<void> {
  const steps = [
    createAccountTables,
    createRoleTables,
    createVenueTables,
    createEntranceTables,
    createKioskTables,
    createPairingTables,
    createTextTables,
    createEventTable,
    createVisitTable,
    createPersonIndex,
    createQuarantineTable,
    createPassTables,
    createOfficeTables,
  ];
  for (const step of steps) await step(db);
}
