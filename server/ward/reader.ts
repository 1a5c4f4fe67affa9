import { setImmediate } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Standing, venueMarkSchema } from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';
import { type FactsOf, type Few, isWithin, markOf, STANDING, standingOf } from './predicates.ts';

export interface VenueFacts {
  readonly id: VenueId;
  readonly name: string;
  readonly nameSearch: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly createdAt: Instant;
  readonly standing: Standing;
  readonly lastAttendedDay: CalendarDay | null;
  readonly lastPhoneDay: CalendarDay | null;
  readonly verifiedAt: Instant | null;
  readonly reminders: number;
  readonly remindedDay: CalendarDay | null;
  /** Comma-separated. */
  readonly marks: string;
}

export async function listVenueFactsById(db: Readable, of: FactsOf, ids: readonly VenueId[]): Promise<VenueFacts[]> {
  const { rows } = await sql<VenueFacts>`
    select v.id, v.name, v.name_search as "nameSearch", v.type, v.address_line as "addressLine",
      v.commune_code as "communeCode", v.created_at as "createdAt", ${standingOf(of)} as standing,
      s.last_attended_day as "lastAttendedDay", s.last_phone_day as "lastPhoneDay", s.verified_at as "verifiedAt",
      coalesce(s.reminders, 0) as reminders, s.reminded_day as "remindedDay", ${listMarks(of)} as marks
    from json_each(${JSON.stringify(ids)}) wanted cross join venues v on v.id = wanted.value ${STANDING}
    where ${isWithin(of.communes)} order by v.name_search, v.id`.execute(asExecutor(db));
  return rows;
}

const listMarks = (of: FactsOf): RawBuilder<string> =>
  sql.join(
    venueMarkSchema.options.map((mark) => sql`case when ${markOf(mark, of)} then ${`${mark},`} else '' end`),
    sql` || `,
  );

export interface UnitDay {
  readonly day: CalendarDay;
  readonly active: number;
  readonly phoneOnly: number;
  readonly visits: number;
}

export function listUnitDays(
  db: Readable,
  communes: readonly string[],
  from: CalendarDay,
  to: CalendarDay,
): Promise<UnitDay[]> {
  if (communes.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('unit_days')
    .select(({ fn }) => [
      'day',
      fn.sum<number>('active').as('active'),
      fn.sum<number>('phone_only').as('phoneOnly'),
      fn.sum<number>('visits').as('visits'),
    ])
    .where('commune_code', 'in', communes)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('day')
    .orderBy('day')
    .execute();
}

/** Venues whose street was not cut out of their address as it stands now. */
export const listUncutStreets = (
  db: Readable,
  communeCode: string,
): Promise<{ readonly id: VenueId; readonly addressLine: string }[]> =>
  db
    .selectFrom('venues')
    .leftJoin('venue_standing', 'venue_standing.venue_id', 'venues.id')
    .select(['venues.id', 'venues.address_line as addressLine'])
    .where('venues.commune_code', '=', communeCode)
    .where('venues.closed_at', 'is', null)
    .where((where) =>
      where.or([
        where('venue_standing.street_of', 'is', null),
        where('venue_standing.street_of', '!=', where.ref('venues.address_line')),
      ]),
    )
    .execute();

export const listKiosksOf = (db: Readable, venueId: VenueId) =>
  db
    .selectFrom('kiosks')
    .innerJoin('entrances', 'entrances.id', 'kiosks.entrance_id')
    .select(['entrances.name as entranceName', 'kiosks.last_seen_at as lastSeenAt'])
    .where('kiosks.venue_id', '=', venueId)
    .where('kiosks.revoked_at', 'is', null)
    .orderBy('kiosks.paired_at')
    .execute();

export const findStanding = (db: Readable, venueId: VenueId) =>
  db
    .selectFrom('venue_standing')
    .select([
      'verified_at as verifiedAt',
      'last_attended_day as lastAttendedDay',
      'reminders',
      'reminded_day as remindedDay',
    ])
    .where('venue_id', '=', venueId)
    .executeTakeFirst();

const FEW_AT_ONCE = 2_000;

/** In parts between which everybody else is served. @returns what stands behind `from`: `v` and its standing, beginning with the few. */
export async function* listFew(db: Readable, { among }: Few): AsyncGenerator<RawBuilder<unknown>> {
  const { rows } = await sql<{ venue_id: VenueId }>`${among}`.execute(asExecutor(db));
  for (let first = 0; first < rows.length; first += FEW_AT_ONCE) {
    await setImmediate();
    const ids = rows.slice(first, first + FEW_AT_ONCE).map(({ venue_id }) => venue_id);
    yield sql`from json_each(${JSON.stringify(ids)}) few cross join venues v on v.id = few.value ${STANDING}`;
  }
}

/** Raw statements want the whole Kysely; this room only reads by them. */
export const asExecutor = (db: Readable): Kysely<Database> => db as unknown as Kysely<Database>;
