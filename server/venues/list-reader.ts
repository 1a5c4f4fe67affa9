import { type ExpressionBuilder, sql } from 'kysely';
import { SILENT_DAYS, VENUES_PER_PAGE, type VenueListQuery } from '#shared/contract/portal-venues.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, type Instant } from '#shared/domain/instant.ts';
import { searchWords } from '#shared/domain/search-text.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import { endOfDay, QUARTER_MS, startOfDay } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';

export interface ListedVenue {
  readonly id: VenueId;
  readonly name: string;
  readonly nameSearch: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly externalId: string | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
}

/** Where a page begins: behind the last venue of the one before. */
export interface ListPlace {
  readonly key: string | number;
  readonly id: string;
}

export interface ListRequest {
  readonly organisationId: OrganisationId;
  readonly query: Omit<VenueListQuery, 'after'>;
  readonly after: ListPlace | null;
  readonly today: CalendarDay;
  readonly timeZone: string;
}

type Where = ExpressionBuilder<Database, 'venues'>;

/** Every typed word stands in its name, its address or its number. */
function matchesWords(where: Where, search: string) {
  return where.and(
    searchWords(search).map((word) => {
      // Letters and digits only, so nothing in it means anything to LIKE.
      const like = `%${word}%`;
      return where.or([
        where('name_search', 'like', like),
        where('address_search', 'like', like),
        where(where.fn<string>('lower', ['external_id']), 'like', like),
      ]);
    }),
  );
}

const standingOf = (db: Readable) =>
  db
    .selectFrom('venue_standing')
    .select('venue_standing.venue_id')
    .whereRef('venue_standing.venue_id', '=', sql.ref('venues.id'))
    .where('venue_standing.verified_at', 'is not', null);

function matching(db: Readable, { organisationId, query, today, timeZone }: ListRequest) {
  const { search, type, commune, state } = query;
  const since = addDays(today, 1 - SILENT_DAYS);
  let venues = db
    .selectFrom('venues')
    .where('organisation_id', '=', organisationId)
    .where('closed_at', state === 'closed' ? 'is not' : 'is', null)
    .where((where) => matchesWords(where, search));
  if (type) venues = venues.where('type', '=', type);
  if (commune) venues = venues.where('commune_code', '=', commune);
  if (state === 'unverified') return venues.where((where) => where.not(where.exists(standingOf(db))));
  if (state !== 'silent') return venues;
  return venues
    .where('created_at', '<', startOfDay(since, timeZone))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('visits')
            .select('visits.id')
            .whereRef('visits.venue_id', '=', 'venues.id')
            .where('visits.day', '>=', since),
        ),
      ),
    );
}

export function listPage(db: Readable, request: ListRequest): Promise<ListedVenue[]> {
  const { sort } = request.query;
  const column = sort === 'name' ? 'name_search' : 'created_at';
  const direction = sort === 'newest' ? 'desc' : 'asc';
  const order = sql.ref(column);
  let page = matching(db, request)
    .select(['id', 'name', 'name_search as nameSearch', 'type', 'address_line as addressLine'])
    .select(['commune_code as communeCode', 'external_id as externalId'])
    .select(['created_at as createdAt', 'closed_at as closedAt'])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(VENUES_PER_PAGE + 1);
  if (request.after) {
    const { key, id } = request.after;
    const beyond = sql.raw(direction === 'asc' ? '>' : '<');
    page = page.where(sql<boolean>`(${order}, venues.id) ${beyond} (${key}, ${id})`);
  }
  return page.execute();
}

const countOf = async (query: ReturnType<typeof matching>): Promise<number> => {
  const { count } = await query
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

export const countMatching = (db: Readable, request: ListRequest): Promise<number> => countOf(matching(db, request));

export const countOpen = (db: Readable, request: ListRequest): Promise<number> =>
  countOf(matching(db, { ...request, query: { search: '', state: 'open', sort: 'name' } }));

/** Most venues first. */
export async function countByCommune(
  db: Readable,
  organisationId: OrganisationId,
): Promise<{ readonly code: string; readonly venues: number }[]> {
  const rows = await db
    .selectFrom('venues')
    .select(({ fn }) => ['commune_code as code', fn.countAll<number | string>().as('venues')])
    .where('organisation_id', '=', organisationId)
    .where('closed_at', 'is', null)
    .groupBy('commune_code')
    .orderBy('venues', 'desc')
    .orderBy('code')
    .execute();
  return rows.map(({ code, venues }) => ({ code, venues: Number(venues) }));
}

export interface VenueTraffic {
  readonly entrances: number;
  readonly arrivedToday: number;
  readonly lastVisitOn: CalendarDay | null;
  readonly verified: boolean;
}

/** What goes on at each of some venues. */
export async function readTraffic(
  db: Readable,
  ids: readonly VenueId[],
  { today, timeZone }: Pick<ListRequest, 'today' | 'timeZone'>,
): Promise<ReadonlyMap<VenueId, VenueTraffic>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('venues')
    .select((venue) => [
      'venues.id',
      venue
        .selectFrom('entrances')
        .select(venue.fn.countAll<number | string>().as('count'))
        .whereRef('entrances.venue_id', '=', 'venues.id')
        .where('retired_at', 'is', null)
        .as('entrances'),
      venue
        .selectFrom('visit_quarters')
        .select((quarters) => quarters.fn.sum<number | null>('arrived').as('count'))
        .whereRef('visit_quarters.venue_id', '=', 'venues.id')
        .where('quarter', '>=', startOfDay(today, timeZone) / QUARTER_MS)
        .where('quarter', '<', endOfDay(today, timeZone) / QUARTER_MS)
        .as('arrivedToday'),
      venue
        .selectFrom('visits')
        .select((visits) => visits.fn.max('visits.day').as('day'))
        .whereRef('visits.venue_id', '=', 'venues.id')
        .as('lastVisitOn'),
      standingOf(db).as('verifiedId'),
    ])
    .where('venues.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, entrances, arrivedToday, lastVisitOn, verifiedId }) => [
      id,
      { entrances: Number(entrances), arrivedToday: Number(arrivedToday), lastVisitOn, verified: verifiedId !== null },
    ]),
  );
}
