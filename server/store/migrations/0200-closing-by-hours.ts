import type { Kysely } from 'kysely';

/** Whether people are checked out by one clock on all days, or by what each day of the week closes at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('venues').addColumn('closing_by', 'text').execute();
}
