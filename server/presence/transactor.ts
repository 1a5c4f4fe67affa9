import { sql } from 'kysely';
import type { VenueId } from '#shared/domain/ids.ts';
import { endOfVisit, type VisitEndRule } from '#shared/domain/visit-end.ts';
import type { Writable } from '../store/access.ts';
import { OPEN } from '../store/inside.ts';

/** Visits that are still open end by the venue's new rule; what has ended stays as it was. */
export async function replanEnds(tx: Writable, venueId: VenueId, rule: VisitEndRule): Promise<void> {
  const open = await tx
    .selectFrom('visits')
    .select(['id', 'arrived_at', 'extended_at', 'ends_at'])
    .where('venue_id', '=', venueId)
    .where(sql<boolean>`${sql.raw(OPEN)}`)
    .execute();
  for (const { id, arrived_at, extended_at, ends_at } of open) {
    const endsAt = endOfVisit(Math.max(arrived_at, extended_at ?? 0), rule);
    if (endsAt !== ends_at) await tx.updateTable('visits').set({ ends_at: endsAt }).where('id', '=', id).execute();
  }
}
