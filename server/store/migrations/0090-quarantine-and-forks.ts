import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/**
 * What people decided about records in quarantine, the personal part of a fact that another took the place of, when a kiosk
 * was last seen to run twice, and the way from an arrival back to the person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = [
    ['resolution', 'text'],
    ['resolved_by', 'text'],
    ['contact_key_id', 'text'],
    ['contact_sealed', 'blob'],
    ['health_key_id', 'text'],
    ['health_sealed', 'blob'],
  ] as const;
  for (const [column, type] of columns) {
    await db.schema.alterTable('quarantine').addColumn(column, type).execute();
  }
  await createIndex(db, 'quarantine', ['kiosk_id', 'code', 'id']);
  await createIndex(db, 'quarantine', ['event_id']);
  await db.schema.alterTable('kiosks').addColumn('forked_at', 'bigint').execute();
  await createIndex(db, 'person_index', ['event_id']);
}
