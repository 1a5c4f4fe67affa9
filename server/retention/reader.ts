import { sql } from 'kysely';
import type { VenueId } from '#shared/domain/ids.ts';
import { type DataClass, DEFAULT_RETENTION_DAYS } from '#shared/domain/retention.ts';
import type { Readable } from '../store/access.ts';

export type RetentionDays = Readonly<Record<DataClass, number>>;

/** How many whole days each venue keeps each class. */
export async function listRetentionDays(db: Readable): Promise<Map<VenueId, RetentionDays>> {
  const rows = await db.selectFrom('venues').select(['id', 'contact_days', 'health_days']).execute();
  const { contact, health } = DEFAULT_RETENTION_DAYS;
  return new Map(
    rows.map((row) => [row.id, { contact: row.contact_days ?? contact, health: row.health_days ?? health }]),
  );
}

/** Visits and other records of which something personal is still there, among these. */
export async function listStillReadable(db: Readable, recordIds: readonly string[]): Promise<string[]> {
  const inVisits = await db
    .selectFrom('visits')
    .select(sql<string>`id`.as('id'))
    .where(sql<string>`id`, 'in', recordIds)
    .where((where) => where.or([where('contact_sealed', 'is not', null), where('health_sealed', 'is not', null)]))
    .execute();
  const inEvents = await db
    .selectFrom('visit_events')
    .select(sql<string>`id`.as('id'))
    .where(sql<string>`id`, 'in', recordIds)
    .where((where) => where.or([where('contact_sealed', 'is not', null), where('health_sealed', 'is not', null)]))
    .execute();
  return [...new Set([...inVisits, ...inEvents].map(({ id }) => id))];
}
