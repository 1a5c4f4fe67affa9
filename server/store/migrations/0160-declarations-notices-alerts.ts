import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/**
 * Declarations of an organisation's own making, also of one venue, and what is being written; notices with a plan and their
 * venues; hours in which a venue is open; names of kiosks, and what was wrong with them when.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addDeclarations(db);
  await addNotices(db);
  await db.schema.alterTable('venues').addColumn('opening_hours_json', 'text').execute();
  await db.schema.alterTable('kiosks').addColumn('name', 'text').execute();
  await db.schema
    .createTable('kiosk_alerts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kiosk_id', 'text', (c) => c.notNull().references('kiosks.id'))
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('alert', 'text', (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addColumn('mailed_at', 'bigint')
    .execute();
  await createIndex(db, 'kiosk_alerts', ['kiosk_id', 'began_at']);
  await createIndex(db, 'kiosk_alerts', ['settled_at']);
}

async function addDeclarations(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('question_sets').addColumn('venue_id', 'text').execute();
  await db.schema.alterTable('question_sets').addColumn('published_by', 'text').execute();
  await db.schema.alterTable('question_sets').addColumn('retired_at', 'bigint').execute();
  await createIndex(db, 'question_sets', ['organisation_id', 'venue_id', 'version']);
  await db.schema
    .createTable('question_set_drafts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('draft_json', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull())
    .execute();
}

async function addNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notices').addColumn('created_at', 'bigint').execute();
  await db.schema.alterTable('notices').addColumn('created_by', 'text').execute();
  await db.schema.alterTable('notices').addColumn('withdrawn_at', 'bigint').execute();
  await db.schema
    .createTable('notice_venues')
    .addColumn('notice_id', 'text', (c) => c.notNull().references('notices.id'))
    .addColumn('venue_id', 'text', (c) => c.notNull().references('venues.id'))
    .addPrimaryKeyConstraint('notice_venues_pk', ['notice_id', 'venue_id'])
    .execute();
  await createIndex(db, 'notices', ['organisation_id', 'published_at']);
}
