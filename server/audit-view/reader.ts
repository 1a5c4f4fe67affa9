import { type ExpressionBuilder, sql } from 'kysely';
import type { OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';

export interface TrailRow {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
}

const COLUMNS = ['seq', 'at', 'actor', 'action', 'subject', 'details_json as details'] as const;

export interface TrailQuery {
  readonly organisationId: OrganisationId;
  readonly actor: string | undefined;
  /** Actions of the chosen group; undefined: all. */
  readonly actions: readonly string[] | undefined;
  readonly venueId: VenueId | undefined;
  readonly from: Instant | undefined;
  readonly until: Instant | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/** Newest first. */
export function listTrail(db: Readable, query: TrailQuery): Promise<TrailRow[]> {
  const { actor, actions, venueId, from, until, before } = query;
  if (actions?.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('audit')
    .select(COLUMNS)
    .where('organisation_id', '=', query.organisationId)
    .$if(actor !== undefined, (q) => q.where('actor', '=', actor ?? ''))
    .$if(actions !== undefined, (q) => q.where('action', 'in', actions ?? []))
    .$if(venueId !== undefined, (q) => q.where((where) => isOfVenue(where, venueId as VenueId)))
    .$if(from !== undefined, (q) => q.where('at', '>=', from ?? 0))
    .$if(until !== undefined, (q) => q.where('at', '<', until ?? 0))
    .$if(before !== undefined, (q) => q.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(query.limit)
    .execute();
}

/** What was done to the venue itself, to what stands in it, or in a file about it. */
const isOfVenue = (where: ExpressionBuilder<Database, 'audit'>, venueId: VenueId) =>
  where.or([
    where('subject', '=', `venue:${venueId}`),
    where(sql`json_extract(details_json, '$.venueId')`, '=', venueId),
    where('subject', 'in', (e) =>
      e.selectFrom('entrances').select(sql<string>`'entrance:' || id`.as('subject')).where('venue_id', '=', venueId),
    ),
    where('subject', 'in', (e) =>
      e.selectFrom('kiosks').select(sql<string>`'kiosk:' || id`.as('subject')).where('venue_id', '=', venueId),
    ),
  ]);

/** Which acts an organisation's trail has at all. */
export async function listActions(db: Readable, organisationId: OrganisationId): Promise<string[]> {
  const rows = await db
    .selectFrom('audit')
    .select('action')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .execute();
  return rows.map(({ action }) => action);
}

export async function listActors(db: Readable, organisationId: OrganisationId): Promise<string[]> {
  const rows = await db
    .selectFrom('audit')
    .select('actor')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .limit(500)
    .execute();
  return rows.map(({ actor }) => actor);
}

export async function countTrail(db: Readable): Promise<number> {
  const row = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Names of what ids mean, within one organisation. */
export interface Names {
  readonly accounts: ReadonlyMap<string, string>;
  readonly venues: ReadonlyMap<string, string>;
  readonly entrances: ReadonlyMap<string, string>;
  /** By the entrance at which they stand. */
  readonly kiosks: ReadonlyMap<string, string>;
}

export async function listNames(db: Readable, organisationId: OrganisationId): Promise<Names> {
  const venues = await db
    .selectFrom('venues')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .orderBy('name')
    .execute();
  const entrances = await db
    .selectFrom('entrances')
    .innerJoin('venues', 'venues.id', 'entrances.venue_id')
    .select(['entrances.id', 'entrances.name', 'venues.name as venueName'])
    .where('venues.organisation_id', '=', organisationId)
    .execute();
  const kiosks = await db
    .selectFrom('kiosks')
    .leftJoin('entrances', 'entrances.id', 'kiosks.entrance_id')
    .select(['kiosks.id', 'entrances.name'])
    .where('kiosks.organisation_id', '=', organisationId)
    .execute();
  return {
    accounts: await listAccountNames(db, organisationId),
    venues: new Map(venues.map(({ id, name }) => [id, name])),
    entrances: new Map(entrances.map(({ id, name, venueName }) => [id, `${venueName} · ${name}`])),
    kiosks: new Map(kiosks.map(({ id, name }) => [id, name ?? ''])),
  };
}

/** Members, and those who were and left traces. */
async function listAccountNames(db: Readable, organisationId: OrganisationId): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where((where) =>
      where.or([
        where('id', 'in', (e) =>
          e.selectFrom('memberships').select('account_id').where('organisation_id', '=', organisationId),
        ),
        where(sql<string>`id`, 'in', (e) =>
          e.selectFrom('audit').select('actor').distinct().where('organisation_id', '=', organisationId),
        ),
      ]),
    )
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A visit as far as it matters to who looked at it. */
export interface SeenVisit {
  readonly id: VisitId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly day: CalendarDay;
  readonly arrivedAt: Instant;
  readonly endedAt: Instant;
}

export const findSeenVisit = (db: Readable, id: VisitId): Promise<SeenVisit | undefined> =>
  db
    .selectFrom('visits')
    .innerJoin('venues', 'venues.id', 'visits.venue_id')
    .select((e) => [
      'visits.id',
      'visits.organisation_id as organisationId',
      'visits.venue_id as venueId',
      'venues.name as venueName',
      'visits.day',
      'visits.arrived_at as arrivedAt',
      e.fn.coalesce('visits.left_at', 'visits.ends_at').as('endedAt'),
    ])
    .where('visits.id', '=', id)
    .executeTakeFirst();

/** Of some acts since a moment, oldest first. */
export const listSince = (
  db: Readable,
  organisationId: OrganisationId,
  actions: readonly string[],
  range: { readonly from: Instant; readonly until?: Instant | undefined },
  limit: number,
): Promise<TrailRow[]> =>
  actions.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('audit')
        .select(COLUMNS)
        .where('organisation_id', '=', organisationId)
        .where('action', 'in', actions)
        .where('at', '>=', range.from)
        .$if(range.until !== undefined, (q) => q.where('at', '<', range.until ?? 0))
        .orderBy('seq')
        .limit(limit)
        .execute();
