import { type ExpressionBuilder, sql } from 'kysely';
import type { Assurance, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';

export interface VisitRecord {
  readonly id: VisitId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  readonly leftAt: Instant | null;
  readonly way: Way;
  readonly assurance: Assurance;
  readonly verdict: Verdict | null;
  readonly flagsJson: string;
  readonly contactKeyId: string | null;
  readonly contactSealed: Uint8Array | null;
}

/** Where a page ended; pages are strictly beyond it. */
export interface Keyset {
  readonly arrivedAt: Instant;
  readonly id: VisitId;
}

const selectVisits = (db: Readable) =>
  db
    .selectFrom('visits')
    .leftJoin('entrances', 'entrances.id', 'visits.entrance_id')
    .select((e) => [
      'visits.id',
      'visits.venue_id as venueId',
      'visits.entrance_id as entranceId',
      e.fn.coalesce('entrances.name', e.val('')).as('entranceName'),
      'visits.arrived_at as arrivedAt',
      'visits.left_at as leftAt',
      'visits.way',
      'visits.assurance',
      'visits.verdict',
      'visits.flags_json as flagsJson',
      'visits.contact_key_id as contactKeyId',
      'visits.contact_sealed as contactSealed',
    ])
    .where('visits.voided_at', 'is', null);

export const findVisit = (db: Readable, id: VisitId): Promise<VisitRecord | undefined> =>
  selectVisits(db).where('visits.id', '=', id).executeTakeFirst();

export interface DayQuery {
  readonly venueId: VenueId;
  readonly day: CalendarDay;
  readonly entranceId: EntranceId | undefined;
  readonly before: Keyset | undefined;
  readonly limit: number;
}

/** Newest first. */
export function listVisitsOfDay(db: Readable, query: DayQuery): Promise<VisitRecord[]> {
  const { venueId, day, entranceId, before, limit } = query;
  return selectVisits(db)
    .where('visits.venue_id', '=', venueId)
    .where('visits.day', '=', day)
    .$if(entranceId !== undefined, (q) => q.where('visits.entrance_id', '=', entranceId as EntranceId))
    .$if(before !== undefined, (q) => q.where((where) => beyond(where, '<', before as Keyset)))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc')
    .limit(limit)
    .execute();
}

export interface RangeQuery {
  readonly venueId: VenueId;
  readonly entranceId?: EntranceId | undefined;
  /** First instant of the range. */
  readonly from: Instant;
  /** First instant after it. */
  readonly until: Instant;
}

/** Oldest first. */
export function listVisitsOfRange(
  db: Readable,
  query: RangeQuery,
  after: Keyset | undefined,
  limit: number,
): Promise<VisitRecord[]> {
  return selectVisits(db)
    .where('visits.venue_id', '=', query.venueId)
    .where('visits.arrived_at', '>=', after?.arrivedAt ?? query.from)
    .where('visits.arrived_at', '<', query.until)
    .$if(query.entranceId !== undefined, (q) => q.where('visits.entrance_id', '=', query.entranceId as EntranceId))
    .$if(after !== undefined, (q) => q.where((where) => beyond(where, '>', after as Keyset)))
    .orderBy('visits.arrived_at')
    .orderBy('visits.id')
    .limit(limit)
    .execute();
}

export async function countVisitsOfRange(db: Readable, query: RangeQuery): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', query.venueId)
    .where('arrived_at', '>=', query.from)
    .where('arrived_at', '<', query.until)
    .where('voided_at', 'is', null)
    .$if(query.entranceId !== undefined, (q) => q.where('entrance_id', '=', query.entranceId as EntranceId))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const beyond = (
  where: ExpressionBuilder<Database & { visits: Database['visits'] }, 'visits'>,
  direction: '<' | '>',
  { arrivedAt, id }: Keyset,
) =>
  where.or([
    where('visits.arrived_at', direction, arrivedAt),
    where.and([where('visits.arrived_at', '=', arrivedAt), where('visits.id', direction, id)]),
  ]);

export interface QuarterCount {
  /** Quarters of an hour since the Unix epoch. */
  readonly quarter: number;
  readonly arrived: number;
}

/** Arrivals of a day; a second scan of the same person within the venue's window is no second arrival. */
export async function countArrivalsByQuarter(
  db: Readable,
  venueId: VenueId,
  day: CalendarDay,
): Promise<QuarterCount[]> {
  const rows = await db
    .selectFrom('visits')
    .select(({ fn }) => [
      sql<number | string>`arrived_at / 900000`.as('quarter'),
      fn.countAll<number | string>().as('arrived'),
    ])
    .where('venue_id', '=', venueId)
    .where('day', '=', day)
    .where('voided_at', 'is', null)
    .where('same_as', 'is', null)
    .groupBy(sql`arrived_at / 900000`)
    .execute();
  return rows.map(({ quarter, arrived }) => ({ quarter: Number(quarter), arrived: Number(arrived) }));
}

/** Came since `since`, was let in, and has not been seen leaving. */
export async function countInside(db: Readable, venueId: VenueId, since: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', venueId)
    .where((where) => where.or([where('arrived_at', '>=', since), where('extended_at', '>=', since)]))
    .where('left_at', 'is', null)
    .where('voided_at', 'is', null)
    .where('same_as', 'is', null)
    .where((where) => where.or([where('verdict', 'is', null), where('verdict', '<>', 'not-today')]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Told to see the staff, who have not decided yet. */
export async function countSeeStaff(db: Readable, venueId: VenueId, day: CalendarDay): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', venueId)
    .where('day', '=', day)
    .where('verdict', '=', 'see-staff')
    .where('resolved_at', 'is', null)
    .where('voided_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const findMaxStay = async (db: Readable, venueId: VenueId): Promise<number | undefined> =>
  (await db.selectFrom('venues').select('max_stay_ms').where('id', '=', venueId).executeTakeFirst())?.max_stay_ms;
