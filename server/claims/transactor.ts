import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

/** An organisation without anybody in it, until the business comes. */
export async function insertOrganisation(
  tx: Writable,
  organisation: { readonly id: OrganisationId; readonly name: string; readonly at: Instant },
): Promise<void> {
  await tx
    .insertInto('organisations')
    .values({ id: organisation.id, name: organisation.name, language: 'vi', created_at: organisation.at })
    .execute();
}

export interface NewClaim {
  readonly venueId: VenueId;
  readonly by: AccountId;
  readonly codeHash: Uint8Array;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertClaim(tx: Writable, { venueId, by, codeHash, at, expiresAt }: NewClaim): Promise<void> {
  await tx
    .insertInto('claims')
    .values({
      venue_id: venueId,
      registered_by: by,
      registered_at: at,
      code_hash: codeHash,
      issued_at: at,
      expires_at: expiresAt,
      claimed_at: null,
      claimed_by: null,
    })
    .execute();
}

/** Another code; the one on the lost slip works no longer. */
export async function replaceCode(
  tx: Writable,
  { venueId, codeHash, at, expiresAt }: Omit<NewClaim, 'by'>,
): Promise<void> {
  await tx
    .updateTable('claims')
    .set({ code_hash: codeHash, issued_at: at, expires_at: expiresAt })
    .where('venue_id', '=', venueId)
    .execute();
}

/** Whoever holds its slip asks the ward for another one. */
export async function endCode(tx: Writable, venueId: VenueId): Promise<void> {
  await tx.updateTable('claims').set({ expires_at: 0 }).where('venue_id', '=', venueId).execute();
}

export async function markClaimed(tx: Writable, venueId: VenueId, by: AccountId, at: Instant): Promise<void> {
  await tx.updateTable('claims').set({ claimed_at: at, claimed_by: by }).where('venue_id', '=', venueId).execute();
}

/** The venue and its log go over to another organisation; sealed content is bound to the venue and stays readable. */
export async function moveVenue(tx: Writable, venueId: VenueId, organisationId: OrganisationId): Promise<void> {
  await tx.updateTable('venues').set({ organisation_id: organisationId }).where('id', '=', venueId).execute();
  await tx.updateTable('visits').set({ organisation_id: organisationId }).where('venue_id', '=', venueId).execute();
}
