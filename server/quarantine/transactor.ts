import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

/** Kept as they are, and out of the way. @returns how many were still open. */
export async function markDismissed(tx: Writable, ids: readonly string[], by: AccountId, at: Instant): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('quarantine')
    .set({ resolved_at: at, resolution: 'dismissed', resolved_by: by })
    .where('id', 'in', ids)
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
