import { useParams } from 'react-router';
import { type VenueId, venueIdSchema } from '#shared/domain/ids.ts';

/** The venue in the address of the page. An address that is none asks the server for a venue nobody has: "not found". */
export function useVenueId(): VenueId {
  const parsed = venueIdSchema.safeParse(useParams()['venueId']);
  return parsed.success ? parsed.data : ('00000000-0000-4000-8000-000000000000' as VenueId);
}
