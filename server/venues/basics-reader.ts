import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { E164 } from '#shared/domain/phone.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';

/** A venue whether or not it is closed. */
export interface OwnedVenue {
  readonly id: VenueId;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly externalId: string | null;
  readonly responsibleName: string | null;
  readonly responsiblePhone: E164 | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
}

const selectOwned = (db: Readable) =>
  db
    .selectFrom('venues')
    .select(['id', 'organisation_id as organisationId', 'name', 'type', 'address_line as addressLine'])
    .select(['commune_code as communeCode', 'external_id as externalId', 'created_at as createdAt'])
    .select(['responsible_name as responsibleName', 'closed_at as closedAt'])
    .select((select) => select.ref('responsible_phone').$castTo<E164 | null>().as('responsiblePhone'));

export const findOwned = (db: Readable, organisationId: OrganisationId, id: VenueId): Promise<OwnedVenue | undefined> =>
  selectOwned(db).where('id', '=', id).where('organisation_id', '=', organisationId).executeTakeFirst();

export const findByExternalId = (
  db: Readable,
  organisationId: OrganisationId,
  externalId: string,
): Promise<OwnedVenue | undefined> =>
  selectOwned(db)
    .where('organisation_id', '=', organisationId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();

export interface OwnedEntrance {
  readonly id: EntranceId;
  readonly name: string;
  readonly serial: string;
  readonly retiredAt: Instant | null;
  readonly hasKiosk: boolean;
}

/** Retired ones too, in the order of the venue. */
export async function listAllEntrances(db: Readable, venueId: VenueId): Promise<OwnedEntrance[]> {
  const rows = await db
    .selectFrom('entrances')
    .select(['id', 'name', 'serial', 'retired_at as retiredAt'])
    .select((entrance) =>
      entrance
        .selectFrom('kiosks')
        .select('kiosks.id')
        .whereRef('kiosks.entrance_id', '=', 'entrances.id')
        .where('kiosks.revoked_at', 'is', null)
        .limit(1)
        .as('kioskId'),
    )
    .where('venue_id', '=', venueId)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('serial')
    .execute();
  return rows.map(({ kioskId, ...entrance }) => ({ ...entrance, hasKiosk: kioskId !== null }));
}

export const findVenueIdOfEntrance = async (db: Readable, id: EntranceId): Promise<VenueId | null> =>
  (await db.selectFrom('entrances').select('venue_id').where('id', '=', id).executeTakeFirst())?.venue_id ?? null;

/** Such a venue is its ward's to open again, not its owner's. */
export const isClosedByWard = async (db: Readable, venueId: VenueId): Promise<boolean> =>
  (await db
    .selectFrom('venue_closures')
    .select('id')
    .where('venue_id', '=', venueId)
    .where('undone_at', 'is', null)
    .executeTakeFirst()) !== undefined;
