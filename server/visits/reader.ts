import { type ExpressionBuilder, sql } from 'kysely';
import type { Assurance, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { AccountId, EntranceId, PartyId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';
import type { Readable } from '../store/access.ts';
import { INSIDE } from '../store/inside.ts';
import type { Database } from '../store/schema.ts';

export interface VisitRecord {
  readonly id: VisitId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  /** Seen leaving, or ended by itself. */
  readonly leftAt: Instant | null;
  readonly leftBy: LeftHow | null;
  readonly partyId: PartyId;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
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
      e.fn.coalesce('visits.left_at', 'visits.auto_left_at').as('leftAt'),
      'visits.left_how as leftBy',
      'visits.party_id as partyId',
      'visits.resolved_at as resolvedAt',
      'visits.resolved_by as resolvedBy',
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

/** Let in, not seen leaving, and not ended by itself. */
export async function countInside(db: Readable, venueId: VenueId, now: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', venueId)
    .where('ends_at', '>', now)
    .where(sql<boolean>`${sql.raw(INSIDE)}`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Told to see the staff, who have not decided yet. */
export async function countSeeStaff(db: Readable, venueId: VenueId, day: CalendarDay): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    // Told at several doors, it is one person.
    .select(sql<number | string>`count(distinct coalesce(same_as, id))`.as('count'))
    .where('venue_id', '=', venueId)
    .where('day', '=', day)
    .where('verdict', '=', 'see-staff')
    .where('resolved_at', 'is', null)
    .where('voided_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Who comes together is let in together: what arrived longer before or after belongs to none of them. */
const PARTY_SPREAD_MS = 60_000;

/** How many came in each of the visits' parties. */
export async function countParties(
  db: Readable,
  venueId: VenueId,
  visits: ReadonlyArray<{ readonly partyId: PartyId; readonly arrivedAt: Instant }>,
): Promise<ReadonlyMap<PartyId, number>> {
  if (visits.length === 0) return new Map();
  const arrivals = visits.map(({ arrivedAt }) => arrivedAt);
  const [first, last] = arrivals.reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)], [Infinity, 0]);
  const rows = await db
    .selectFrom('visits')
    .select(({ fn }) => ['party_id as partyId', fn.countAll<number | string>().as('people')])
    .where('venue_id', '=', venueId)
    .where('arrived_at', '>=', first - PARTY_SPREAD_MS)
    .where('arrived_at', '<=', last + PARTY_SPREAD_MS)
    .where('voided_at', 'is', null)
    .where('same_as', 'is', null)
    .groupBy('party_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute();
  return new Map(rows.map(({ partyId, people }) => [partyId, Number(people)]));
}

/** Names of accounts by id. */
export async function nameAccounts(db: Readable, ids: readonly AccountId[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Labels of a venue's staff cards by their hash, revoked ones too. */
export async function labelCards(
  db: Readable,
  venueId: VenueId,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff_cards')
    .select(['card_hash as hash', 'label'])
    .where('venue_id', '=', venueId)
    .where('card_hash', 'in', hashes)
    .execute();
  return new Map(rows.map(({ hash, label }) => [hash, label]));
}
