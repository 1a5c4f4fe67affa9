import {
  keepPreviousData,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import {
  communeMatchesSchema,
  type VenueBasics,
  type VenueChanges,
  type VenueListQuery,
  venueBasicsSchema,
  venueMatchesSchema,
  venuePageSchema,
} from '#shared/contract/portal-venues.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { deleteResource, getJson, patchJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** Communes by what people call them. Nothing is asked for less than two letters. */
export function useCommuneSearch(typed: string, near: string) {
  const asked = typed.trim();
  return useQuery({
    queryKey: ['units', 'search', near, asked],
    queryFn: async ({ signal }) =>
      (await getJson(communeMatchesSchema, '/units/communes/search', { typed: asked, near }, signal)).communes,
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    retry: false,
  });
}

export interface PlaceToMatch {
  readonly name: string;
  readonly address: { readonly line: string; readonly communeCode: string };
}

/** Whether there is such a venue already. @param place null: not all of it is known yet. */
export function useVenueMatches(place: PlaceToMatch | null, isSignedIn: boolean) {
  return useQuery({
    queryKey: ['venue-matches', isSignedIn, place],
    queryFn: () => postJson(venueMatchesSchema, isSignedIn ? '/venues/matches' : '/venue-matches', place),
    enabled: place !== null,
    staleTime: 60_000,
    // A convenience: whoever cannot be answered goes on without.
    retry: false,
  });
}

export type VenueFilter = Omit<
  z.input<typeof import('#shared/contract/portal-venues.ts').venueListQuerySchema>,
  'after'
>;

/** All pages that were asked for so far. */
export function useVenuePages(filter: VenueFilter) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.venues, 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      getJson(venuePageSchema, '/venue-list', { ...filter, ...(pageParam !== null && { after: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export type VenueSort = VenueListQuery['sort'];
export type VenueState = VenueListQuery['state'];

const basicsKey = (id: VenueId) => ['venue', id, 'basics'];

export function useVenueBasics(id: VenueId) {
  return useQuery({
    queryKey: basicsKey(id),
    queryFn: ({ signal }) => getJson(venueBasicsSchema, `/venues/${id}/basics`, {}, signal),
  });
}

function useBasicsChange<I>(
  id: VenueId,
  mutationFn: (input: I) => Promise<VenueBasics>,
): UseMutationResult<VenueBasics, Error, I> {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    async onSuccess(basics) {
      client.setQueryData(basicsKey(id), basics);
      // A closed venue is not there any more for any other page.
      const stale = [client.invalidateQueries({ queryKey: queryKeys.venues })];
      if (basics.closedAt === null)
        stale.push(client.invalidateQueries({ queryKey: queryKeys.venue(id), exact: true }));
      await Promise.all(stale);
    },
  });
}

export const useChangeBasics = (id: VenueId) =>
  useBasicsChange(id, (changes: Partial<Record<keyof VenueChanges, unknown>>) =>
    patchJson(venueBasicsSchema, `/venues/${id}/basics`, changes),
  );

export const useCloseVenue = (id: VenueId) =>
  useBasicsChange(id, () => postJson(venueBasicsSchema, `/venues/${id}/closure`));

export function useReopenVenue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { readonly id: VenueId; readonly name: string }) => deleteResource(`/venues/${id}/closure`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.venues }),
  });
}

export const useRenameEntrance = (id: VenueId) =>
  useBasicsChange(id, ({ entranceId, name }: { readonly entranceId: EntranceId; readonly name: string }) =>
    patchJson(venueBasicsSchema, `/entrances/${entranceId}`, { name }),
  );

export const useOrderEntrances = (id: VenueId) =>
  useBasicsChange(id, (entranceIds: readonly EntranceId[]) =>
    postJson(venueBasicsSchema, `/venues/${id}/entrance-order`, { entranceIds }),
  );

export const useRetireEntrance = (id: VenueId) =>
  useBasicsChange(id, (entranceId: EntranceId) => postJson(venueBasicsSchema, `/entrances/${entranceId}/retirement`));

export function useRestoreEntrance(id: VenueId) {
  return useBasicsChange(id, async (entranceId: EntranceId) => {
    await deleteResource(`/entrances/${entranceId}/retirement`);
    return getJson(venueBasicsSchema, `/venues/${id}/basics`);
  });
}
