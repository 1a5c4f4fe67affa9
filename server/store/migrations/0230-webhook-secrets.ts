import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Whoever saw a webhook's secret can sign as this server: its owners are to know when that person left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('webhooks').addColumn('secret_shown_to', 'text').execute();
  await sql`update webhooks set secret_shown_to = created_by`.execute(db);
}
