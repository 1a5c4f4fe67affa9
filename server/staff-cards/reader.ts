import type { StaffCard } from '#shared/contract/portal-door.ts';
import type { OrganisationId, StaffCardId, VenueId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';

const selectCards = (db: Readable) =>
  db.selectFrom('staff_cards').select(['id', 'label', 'created_at as createdAt', 'revoked_at as revokedAt']);

/** Newest first, revoked ones too. */
export const listCards = (db: Readable, venueId: VenueId): Promise<StaffCard[]> =>
  selectCards(db).where('venue_id', '=', venueId).orderBy('created_at', 'desc').orderBy('id').execute();

export const findCard = (db: Readable, id: StaffCardId): Promise<StaffCard | undefined> =>
  selectCards(db).where('id', '=', id).executeTakeFirst();

/** Hashes of the cards that are valid now. */
export async function listValidHashes(db: Readable, venueId: VenueId): Promise<string[]> {
  const rows = await db
    .selectFrom('staff_cards')
    .select('card_hash as hash')
    .where('venue_id', '=', venueId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ hash }) => hash);
}

export const findOwner = (
  db: Readable,
  venueId: VenueId,
): Promise<{ organisationId: OrganisationId; venueName: string } | undefined> =>
  db
    .selectFrom('venues')
    .select(['organisation_id as organisationId', 'name as venueName'])
    .where('id', '=', venueId)
    .executeTakeFirst();

export const findOrganisationOfCard = (
  db: Readable,
  id: StaffCardId,
): Promise<{ organisationId: OrganisationId } | undefined> =>
  db
    .selectFrom('staff_cards')
    .innerJoin('venues', 'venues.id', 'staff_cards.venue_id')
    .select('venues.organisation_id as organisationId')
    .where('staff_cards.id', '=', id)
    .executeTakeFirst();
