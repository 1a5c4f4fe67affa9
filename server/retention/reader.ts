import { sql } from 'kysely';
import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { type DataClass, DEFAULT_RETENTION_DAYS, retentionDaysSchema } from '#shared/domain/retention.ts';
import type { Readable } from '../store/access.ts';

export type RetentionDays = Readonly<Record<DataClass, number>>;

/** How many whole days each venue keeps each class. */
export async function listRetentionDays(db: Readable): Promise<Map<VenueId, RetentionDays>> {
  const rows = await db.selectFrom('venues').select(['id', 'contact_days', 'health_days']).execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { contact: daysOf(row.contact_days, 'contact'), health: daysOf(row.health_days, 'health') },
    ]),
  );
}

/** What is no number of days that may be chosen counts as none chosen. */
const daysOf = (chosen: number | null, dataClass: DataClass): number =>
  retentionDaysSchema.safeParse(chosen).data ?? DEFAULT_RETENTION_DAYS[dataClass];

export async function findDeletionRecord(db: Readable, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('deletion_records').select('document').where('id', '=', id).executeTakeFirst();
  return row?.document;
}

/** Quarantined for what nobody could read in it. */
export const UNREAD: readonly QuarantineCode[] = ['malformed', 'hash-mismatch', 'unknown-kind'];

/** Visits, later events about them, passes and other records of which something personal is still there, among these. */
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
    .where((where) =>
      where.or([
        where(sql<string>`id`, 'in', recordIds),
        where.and([where(sql<string>`visit_id`, 'in', recordIds), where('kind', '<>', sql.lit('arrived'))]),
      ]),
    )
    .where((where) => where.or([where('contact_sealed', 'is not', null), where('health_sealed', 'is not', null)]))
    .execute();
  const passes = await db.selectFrom('passes').select(['pass_id as id']).where('pass_id', 'in', recordIds).execute();
  const inQuarantine = await db
    .selectFrom('quarantine')
    .select(sql<string>`event_id`.as('id'))
    .where(sql<string>`event_id`, 'in', recordIds)
    .where((where) =>
      where.or([
        where('contact_sealed', 'is not', null),
        where('health_sealed', 'is not', null),
        where('body', 'like', '%"sealed"%'),
        where.and([where('code', 'in', UNREAD), where('body', '<>', '')]),
      ]),
    )
    .execute();
  return [...new Set([...inVisits, ...inEvents, ...passes, ...inQuarantine].map(({ id }) => id))];
}
