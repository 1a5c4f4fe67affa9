import type { Kysely } from 'kysely';
import { createIndex } from './create-index.ts';

/** How often somebody came to one venue can be told without going through where else they were that day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'person_index', ['hash', 'venue_id', 'event_id']);
}
