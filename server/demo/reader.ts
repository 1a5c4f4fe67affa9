import type { VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';

/** Undecided, whether they are still there or not: the longest ago first. */
export async function listToldToSeeStaff(db: Readable, venueId: VenueId): Promise<VisitId[]> {
  const rows = await db
    .selectFrom('visits')
    .select('id')
    .where('venue_id', '=', venueId)
    .where('verdict', '=', 'see-staff')
    .where('resolved_at', 'is', null)
    .orderBy('arrived_at')
    .execute();
  return rows.map(({ id }) => id);
}
