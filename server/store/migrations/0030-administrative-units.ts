import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/** Provinces and communes change: a code may come back under another name, so its first day belongs to the key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('administrative_units')
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('effective_from', 'text', (c) => c.notNull())
    .addColumn('effective_to', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('province_code', 'text')
    .addPrimaryKeyConstraint('administrative_units_pk', ['code', 'effective_from'])
    .execute();
  await createIndex(db, 'administrative_units', ['province_code', 'name']);
}
