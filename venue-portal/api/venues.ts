import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Venue, type VenueInput, venueListSchema, venueSchema } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { getJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

export function useVenues() {
  return useQuery({
    queryKey: queryKeys.venues,
    queryFn: async ({ signal }) => (await getJson(venueListSchema, '/venues', {}, signal)).venues,
  });
}

export function useVenue(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.venue(id),
    queryFn: ({ signal }) => getJson(venueSchema, `/venues/${id}`, {}, signal),
  });
}

export function useAddVenue() {
  return useVenueChange((input: VenueInput) => postJson(venueSchema, '/venues', input));
}

export function useAddEntrance(id: VenueId) {
  return useVenueChange((name: string) => postJson(venueSchema, `/venues/${id}/entrances`, { name }));
}

function useVenueChange<I>(mutationFn: (input: I) => Promise<Venue>): UseMutationResult<Venue, Error, I> {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async (venue) => {
      client.setQueryData(queryKeys.venue(venue.id), venue);
      await Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.venues }),
        client.invalidateQueries({ queryKey: ['venue', venue.id, 'basics'] }),
      ]);
    },
  });
}
