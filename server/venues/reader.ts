import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';

export interface VenueRecord {
  readonly id: VenueId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly createdAt: Instant;
}

export interface EntranceRecord {
  readonly id: EntranceId;
  readonly venueId: VenueId;
  readonly name: string;
  readonly code: EntranceCode;
  readonly serial: string;
  readonly slug: string | null;
}

const selectVenues = (db: Readable) =>
  db
    .selectFrom('venues')
    .select([
      'id',
      'organisation_id as organisationId',
      'name',
      'type',
      'address_line as addressLine',
      'commune_code as communeCode',
      'created_at as createdAt',
    ])
    .where('closed_at', 'is', null);

const selectEntrances = (db: Readable) =>
  db
    .selectFrom('entrances')
    .select(['id', 'venue_id as venueId', 'name', 'code', 'serial', 'slug'])
    .where('retired_at', 'is', null);

export const listVenues = (db: Readable, organisationId: OrganisationId): Promise<VenueRecord[]> =>
  selectVenues(db).where('organisation_id', '=', organisationId).orderBy('created_at').orderBy('id').execute();

export async function listVenuesById(db: Readable, ids: readonly VenueId[]): Promise<VenueRecord[]> {
  if (ids.length === 0) return [];
  return selectVenues(db).where('id', 'in', ids).execute();
}

export const findVenue = (db: Readable, id: VenueId): Promise<VenueRecord | undefined> =>
  selectVenues(db).where('id', '=', id).executeTakeFirst();

export async function listEntrances(db: Readable, venueIds: readonly VenueId[]): Promise<EntranceRecord[]> {
  if (venueIds.length === 0) return [];
  return selectEntrances(db)
    .where('venue_id', 'in', venueIds)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('serial')
    .execute();
}

export const findEntrance = (db: Readable, id: EntranceId): Promise<EntranceRecord | undefined> =>
  selectEntrances(db).where('id', '=', id).executeTakeFirst();

export const findEntranceByCode = (db: Readable, code: EntranceCode): Promise<EntranceRecord | undefined> =>
  selectEntrances(db).where('code', '=', code).executeTakeFirst();

/** @param word slug, id, or serial in any case. */
export const findEntranceByWord = (db: Readable, word: string): Promise<EntranceRecord | undefined> =>
  selectEntrances(db)
    .where((where) =>
      where.or([
        where('slug', '=', word),
        where('id', '=', word as EntranceId),
        where('serial', '=', word.toUpperCase()),
      ]),
    )
    .executeTakeFirst();

export const isStemTaken = async (db: Readable, stem: string): Promise<boolean> =>
  (await db
    .selectFrom('entrances')
    .select('id')
    // As an index wants it: all that begins with the stem and its dash.
    .where('serial', '>=', `${stem}-`)
    .where('serial', '<', `${stem}.`)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Retired ones count: a serial is never given out twice. */
export async function countEntrances(db: Readable, venueId: VenueId): Promise<number> {
  const { count } = await db
    .selectFrom('entrances')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', venueId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
