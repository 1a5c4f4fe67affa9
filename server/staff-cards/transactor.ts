import type { AccountId, StaffCardId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewStaffCard {
  readonly id: StaffCardId;
  readonly venueId: VenueId;
  readonly cardHash: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly createdBy: AccountId;
}

export async function insertCard(tx: Writable, card: NewStaffCard): Promise<void> {
  await tx
    .insertInto('staff_cards')
    .values({
      id: card.id,
      venue_id: card.venueId,
      card_hash: card.cardHash,
      label: card.label,
      created_at: card.createdAt,
      created_by: card.createdBy,
    })
    .execute();
}

/** The first revocation stays. @returns whether this was it. */
export async function markCardRevoked(tx: Writable, id: StaffCardId, by: AccountId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_cards')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
