import type { CaseKind, DifficultyCategory } from '#shared/contract/portal-ward-cases.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewCase {
  readonly id: string;
  readonly venueId: VenueId;
  readonly kind: CaseKind;
  readonly category: DifficultyCategory | null;
  readonly text: string;
  readonly by: AccountId;
  readonly side: 'owner' | 'officer';
  readonly at: Instant;
}

export async function insertCase(tx: Writable, raised: NewCase): Promise<void> {
  await tx
    .insertInto('ward_cases')
    .values({
      id: raised.id,
      venue_id: raised.venueId,
      kind: raised.kind,
      category: raised.category,
      text: raised.text,
      state: 'open',
      raised_by: raised.by,
      raised_side: raised.side,
      raised_at: raised.at,
      forwarded_at: null,
      answer: null,
      answered_by: null,
      answered_at: null,
    })
    .execute();
}

export async function markForwarded(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('ward_cases').set({ state: 'forwarded', forwarded_at: at }).where('id', '=', id).execute();
}

export async function markAnswered(
  tx: Writable,
  id: string,
  { answer, by, at }: { readonly answer: string; readonly by: AccountId; readonly at: Instant },
): Promise<void> {
  await tx
    .updateTable('ward_cases')
    .set({ state: 'answered', answer, answered_by: by, answered_at: at })
    .where('id', '=', id)
    .execute();
}

/** As if it had not been answered. */
export async function markReopened(tx: Writable, id: string): Promise<void> {
  await tx
    .updateTable('ward_cases')
    .set({ state: 'open', answer: null, answered_by: null, answered_at: null })
    .where('id', '=', id)
    .execute();
}
