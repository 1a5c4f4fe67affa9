import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface CutStreet {
  readonly venueId: VenueId;
  readonly street: string;
  readonly addressLine: string;
}

export async function upsertStreets(tx: Writable, streets: readonly CutStreet[]): Promise<void> {
  for (const { venueId, street, addressLine } of streets) {
    const cut = { street, street_of: addressLine };
    await tx
      .insertInto('venue_standing')
      .values({ venue_id: venueId, ...cut })
      .onConflict((on) => on.column('venue_id').doUpdateSet(cut))
      .execute();
  }
}

/** @param seen null: takes the mark back. */
export async function markVerified(
  tx: Writable,
  venueId: VenueId,
  seen: { readonly at: Instant; readonly by: AccountId } | null,
): Promise<void> {
  const mark = { verified_at: seen?.at ?? null, verified_by: seen?.by ?? null };
  await tx
    .insertInto('venue_standing')
    .values({ venue_id: venueId, ...mark })
    .onConflict((on) => on.column('venue_id').doUpdateSet(mark))
    .execute();
}
