import type { Kysely } from 'kysely';

/** How long each venue keeps what people told it, and the proof of every deletion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('venues').addColumn('contact_days', 'integer').execute();
  await db.schema.alterTable('venues').addColumn('health_days', 'integer').execute();
  await db.schema
    .createTable('deletion_records')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .execute();
}
