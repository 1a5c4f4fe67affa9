import type { ClosureReason } from '#shared/contract/portal-closures.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewClosure {
  readonly id: string;
  readonly venueId: VenueId;
  readonly caseId: string;
  readonly reason: ClosureReason;
  readonly text: string;
  readonly by: AccountId;
  readonly at: Instant;
  readonly undoUntil: Instant;
}

/** @returns false where it is closed already. */
export async function insertClosure(tx: Writable, closure: NewClosure): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('venues')
    .set({ closed_at: closure.at })
    .where('id', '=', closure.venueId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return false;
  await tx
    .insertInto('venue_closures')
    .values({
      id: closure.id,
      venue_id: closure.venueId,
      case_id: closure.caseId,
      reason: closure.reason,
      text: closure.text,
      closed_by: closure.by,
      closed_at: closure.at,
      undo_until: closure.undoUntil,
      undone_at: null,
      undone_by: null,
    })
    .execute();
  return true;
}

export async function markUndone(
  tx: Writable,
  { id, venueId }: { readonly id: string; readonly venueId: VenueId },
  by: AccountId | null,
  at: Instant,
): Promise<void> {
  await tx.updateTable('venue_closures').set({ undone_at: at, undone_by: by }).where('id', '=', id).execute();
  await markOpen(tx, venueId);
}

/** Whoever had closed it. */
export async function markOpen(tx: Writable, venueId: VenueId): Promise<void> {
  await tx.updateTable('venues').set({ closed_at: null }).where('id', '=', venueId).execute();
}
