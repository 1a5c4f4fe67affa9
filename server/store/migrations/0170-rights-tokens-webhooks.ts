import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/** Requests of people about their data, incidents, and what other programs are told and may ask. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRightsTables(db);
  await createIncidentTables(db);
  await createTokenTable(db);
  await createWebhookTables(db);
  await createIndex(db, 'audit', ['organisation_id', 'seq']);
  await createIndex(db, 'audit', ['organisation_id', 'actor', 'seq']);
  await createIndex(db, 'audit', ['organisation_id', 'subject', 'seq']);
}

async function createRightsTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rights_requests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('reference', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('identity_check', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('received_by', 'text')
    .addColumn('acknowledge_by', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('acknowledged_at', 'bigint')
    .addColumn('extended_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'text')
    .addColumn('refusal', 'text')
    .addColumn('outcome_json', 'text', (c) => c.notNull())
    .addColumn('deletion_record_id', 'text')
    .addColumn('person_key_id', 'text')
    .addColumn('person_sealed', 'blob')
    .execute();
  await createIndex(db, 'rights_requests', ['organisation_id', 'status', 'due_at']);
  await db.schema
    .createTable('visit_corrections')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('visit_id', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text', (c) => c.notNull().references('rights_requests.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('fields_json', 'text', (c) => c.notNull())
    .addColumn('contact_key_id', 'text')
    .addColumn('contact_sealed', 'blob')
    .execute();
  await createIndex(db, 'visit_corrections', ['visit_id']);
}

async function createIncidentTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('reference', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('noticed_at', 'bigint', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('opened_by', 'text', (c) => c.notNull())
    .addColumn('window_json', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .execute();
  await createIndex(db, 'incidents', ['organisation_id', 'opened_at']);
  await db.schema
    .createTable('incident_entries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('incident_id', 'text', (c) => c.notNull().references('incidents.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('note_key_id', 'text')
    .addColumn('note_sealed', 'blob')
    .execute();
  await createIndex(db, 'incident_entries', ['incident_id', 'at']);
}

async function createTokenTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_tokens')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'blob', (c) => c.notNull().unique())
    .addColumn('tail', 'text', (c) => c.notNull())
    .addColumn('scopes_json', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await createIndex(db, 'api_tokens', ['organisation_id']);
}

async function createWebhookTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('events_json', 'text', (c) => c.notNull())
    .addColumn('secret_key_id', 'text', (c) => c.notNull())
    .addColumn('secret_sealed', 'blob', (c) => c.notNull())
    .addColumn('former_key_id', 'text')
    .addColumn('former_sealed', 'blob')
    .addColumn('former_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('disabled_at', 'bigint')
    .addColumn('disabled_why', 'text')
    .execute();
  await createIndex(db, 'webhooks', ['organisation_id']);
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('webhook_id', 'text', (c) => c.notNull().references('webhooks.id').onDelete('cascade'))
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('delivered_at', 'bigint')
    .addColumn('last_at', 'bigint')
    .addColumn('last_outcome', 'text')
    // The same happening is told once, however often it is looked at.
    .addUniqueConstraint('webhook_deliveries_once', ['webhook_id', 'message_id'])
    .execute();
  await createIndex(db, 'webhook_deliveries', ['webhook_id', 'created_at']);
  await createIndex(db, 'webhook_deliveries', ['next_at']);
}
