import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/** What became of each export: its end, the file's name and digests, and how often it was fetched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = [
    ['state', 'text'],
    ['end_reason', 'text'],
    ['ended_at', 'bigint'],
    ['file_name', 'text'],
    ['bytes', 'bigint'],
    ['sha256', 'text'],
    ['rows_sha256', 'text'],
  ] as const;
  for (const [column, type] of columns) {
    await db.schema.alterTable('exports').addColumn(column, type).execute();
  }
  await db.schema
    .alterTable('exports')
    .addColumn('downloads', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await createIndex(db, 'exports', ['venue_id', 'created_at']);
}
