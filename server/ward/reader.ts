import { type Kysely, type RawBuilder, sql } from 'kysely';
import {
  REMINDERS_BEFORE_ESCALATION,
  type Standing,
  type VenueMark,
  type WardVenueQuery,
} from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';

/** Which venues, as of when. */
export interface FactsOf {
  readonly communes: readonly string[];
  readonly today: CalendarDay;
  readonly now: Instant;
  /** The first moment of the day before yesterday. */
  readonly freshFrom: Instant;
}

/** A kiosk that was not heard of for so long is offline. */
export const KIOSK_SILENT_MS = DAY_MS;

/**
 * Every open venue of the communes with how it stands, from numbers kept per venue. No column in here is personal: neither
 * sealed content nor visits are looked at.
 */
const facts = ({ communes, today, now, freshFrom }: FactsOf): RawBuilder<unknown> => sql`
  select v.id, v.name, v.name_search, v.type, v.address_line, v.commune_code, v.created_at, s.street, s.last_attended_day,
    s.last_phone_day, s.verified_at, coalesce(s.reminders, 0) as reminders, s.reminded_day,
    case when s.last_attended_day >= ${today} then 'active'
      when s.last_phone_day >= ${today} then 'phone-only'
      when s.last_attended_day >= ${addDays(today, -2)} then 'recent'
      when v.created_at >= ${freshFrom} then 'fresh'
      else 'silent' end as standing,
    s.last_attended_day is null and s.last_phone_day is null
      and exists (select 1 from entrances e join posters p on p.entrance_id = e.id where e.venue_id = v.id and p.printed_at is not null)
      and not exists (select 1 from entrances e join posters p on p.entrance_id = e.id where e.venue_id = v.id and p.first_scan_at is not null)
      as never_scanned,
    exists (select 1 from kiosks k where k.venue_id = v.id and k.revoked_at is null)
      and not exists (select 1 from kiosks k where k.venue_id = v.id and k.revoked_at is null
        and coalesce(k.last_seen_at, k.paired_at) > ${now - KIOSK_SILENT_MS}) as kiosk_offline,
    exists (select 1 from claims c where c.venue_id = v.id and c.claimed_at is null) as unclaimed,
    exists (select 1 from ward_cases c where c.venue_id = v.id and c.state <> 'answered') as open_case
  from venues v left join venue_standing s on s.venue_id = v.id
  where v.closed_at is null and v.commune_code in (select value from json_each(${JSON.stringify(communes)}))`;

const ESCALATED = sql<boolean>`(standing = 'silent' and reminders >= ${REMINDERS_BEFORE_ESCALATION})`;

const MARKS: Readonly<Record<VenueMark, RawBuilder<boolean>>> = {
  'never-scanned': sql<boolean>`never_scanned`,
  'kiosk-offline': sql<boolean>`kiosk_offline`,
  unverified: sql<boolean>`verified_at is null`,
  unclaimed: sql<boolean>`unclaimed`,
  escalated: ESCALATED,
  'open-case': sql<boolean>`open_case`,
};

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

const MARK_LIST = sql.join(
  Object.entries(MARKS).map(([mark, holds]) => sql`case when ${holds} then ${`${mark},`} else '' end`),
  sql` || `,
);

export interface Keyset {
  readonly nameSearch: string;
  readonly id: string;
}

export type VenueFilter = Pick<WardVenueQuery, 'standing' | 'mark' | 'type' | 'street'> & {
  /** Folded, one word each. */
  readonly words: readonly string[];
};

const matching = ({ standing, mark, type, street, words }: VenueFilter): RawBuilder<unknown> =>
  sql.join(
    [
      sql`true`,
      ...(standing ? [sql`standing = ${standing}`] : []),
      ...(mark ? [MARKS[mark]] : []),
      ...(type ? [sql`type = ${type}`] : []),
      ...(street ? [sql`street = ${street}`] : []),
      ...words.map((word) => sql`instr(name_search, ${word}) > 0`),
    ],
    sql` and `,
  );

/** By name; `limit` of them after the keyset. */
export async function listVenueFacts(
  db: Readable,
  of: FactsOf,
  filter: VenueFilter,
  page: { readonly after: Keyset | null; readonly limit: number },
): Promise<VenueFacts[]> {
  const { after, limit } = page;
  const start = after ? sql`(name_search, id) > (${after.nameSearch}, ${after.id})` : sql`true`;
  // What else is to be said of a venue is looked up for those of the page alone.
  const { rows } = await sql<{ id: VenueId }>`
    select id from (${facts(of)}) where ${matching(filter)} and ${start}
    order by name_search, id limit ${limit}`.execute(asExecutor(db));
  return listVenueFactsById(
    db,
    of,
    rows.map(({ id }) => id),
  );
}

export async function listVenueFactsById(db: Readable, of: FactsOf, ids: readonly VenueId[]): Promise<VenueFacts[]> {
  const { rows } = await sql<VenueFacts>`
    ${SELECT_FACTS} from (${facts(of)} and v.id in (select value from json_each(${JSON.stringify(ids)})))
    order by name_search, id`.execute(asExecutor(db));
  return rows;
}

const SELECT_FACTS = sql`
  select id, name, name_search as "nameSearch", type, address_line as "addressLine", commune_code as "communeCode",
    created_at as "createdAt", standing, last_attended_day as "lastAttendedDay", last_phone_day as "lastPhoneDay",
    verified_at as "verifiedAt", reminders, reminded_day as "remindedDay", ${MARK_LIST} as marks`;

export async function countVenueFacts(db: Readable, of: FactsOf, filter: VenueFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${facts(of)}) where ${matching(filter)}`.execute(asExecutor(db));
  return rows[0]?.n ?? 0;
}

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

/** Raw statements want the whole Kysely; this room only reads by them. */
export const asExecutor = (db: Readable): Kysely<Database> => db as unknown as Kysely<Database>;
