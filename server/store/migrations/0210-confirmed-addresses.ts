import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { createIndex } from './create-index.ts';

/** Who has an account already gets letters as before: their addresses count as confirmed from the day they were entered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('email_verified_at', 'bigint').execute();
  await sql`update accounts set email_verified_at = created_at`.execute(db);
  await db.schema
    .createTable('email_codes')
    .addColumn('code_hash', 'blob', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await createIndex(db, 'email_codes', ['account_id']);
}
