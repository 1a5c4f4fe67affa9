import type { EntranceId, KioskId, StaffCardId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';
import type { TenantLookup } from './principals.ts';

export function createTenantLookup(db: Readable): TenantLookup {
  return {
    async organisationOfVenue(id) {
      const row = await db
        .selectFrom('venues')
        .select('organisation_id')
        .where('id', '=', id as VenueId)
        .executeTakeFirst();
      return row?.organisation_id ?? null;
    },
    async organisationOfEntrance(id) {
      const row = await db
        .selectFrom('entrances')
        .innerJoin('venues', 'venues.id', 'entrances.venue_id')
        .select('venues.organisation_id')
        .where('entrances.id', '=', id as EntranceId)
        .executeTakeFirst();
      return row?.organisation_id ?? null;
    },
    async organisationOfKiosk(id) {
      const row = await db
        .selectFrom('kiosks')
        .select('organisation_id')
        .where('id', '=', id as KioskId)
        .executeTakeFirst();
      return row?.organisation_id ?? null;
    },
    async organisationOfVisit(id) {
      const row = await db
        .selectFrom('visits')
        .select('organisation_id')
        .where('id', '=', id as VisitId)
        .executeTakeFirst();
      return row?.organisation_id ?? null;
    },
    async organisationOfStaffCard(id) {
      const row = await db
        .selectFrom('staff_cards')
        .innerJoin('venues', 'venues.id', 'staff_cards.venue_id')
        .select('venues.organisation_id')
        .where('staff_cards.id', '=', id as StaffCardId)
        .executeTakeFirst();
      return row?.organisation_id ?? null;
    },
    isVenueWithin: (id, unitCodes) => isVenueWithin(db, id, unitCodes),
  };
}

async function isVenueWithin(db: Readable, id: string, unitCodes: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('venues')
    .leftJoin('administrative_units', 'administrative_units.code', 'venues.commune_code')
    .select('venues.id')
    .where('venues.id', '=', id as VenueId)
    .where('venues.closed_at', 'is', null)
    .where((where) =>
      where.or([
        where('venues.commune_code', 'in', unitCodes),
        where('administrative_units.province_code', 'in', unitCodes),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}
