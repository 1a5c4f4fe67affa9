import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callListSchema, insideListSchema, openedInsideSchema } from '#shared/contract/portal-door.ts';
import { type StaffCheckIn, staffCheckedInSchema } from '#shared/contract/portal-visits.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import type { VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { ABOVE_THE_PAGE } from './above-the-page.ts';
import { apiPath, getJson, postAct, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** Somebody stands at the door and waits: looked for often, and also while the page is behind another. */
const CALLS_REFETCH_MS = 4_000;
const INSIDE_REFETCH_MS = 15_000;

export function useCalls(id: VenueId, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.calls(id),
    queryFn: async ({ signal }) => (await getJson(callListSchema, `/venues/${id}/calls`, {}, signal)).calls,
    refetchInterval: CALLS_REFETCH_MS,
    refetchIntervalInBackground: true,
    enabled,
    meta: ABOVE_THE_PAGE,
  });
}

export function useInside(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.inside(id),
    queryFn: ({ signal }) => getJson(insideListSchema, `/venues/${id}/inside`, {}, signal),
    refetchInterval: INSIDE_REFETCH_MS,
    staleTime: 0,
  });
}

/** Names and phones of everybody inside, in full. Each time in the trail. */
export function useOpenInside(id: VenueId) {
  return useMutation({
    mutationFn: () => postJson(openedInsideSchema, `/venues/${id}/inside/opening`),
    // Nothing to keep in memory longer than its page.
    gcTime: 0,
  });
}

/** The list as a PDF; the session's cookie goes with the link. */
export const insidePdfPath = (id: VenueId, language: Language): string =>
  apiPath(`/venues/${id}/inside.pdf`, { language });

export type StaffDecision = 'welcome' | 'not-today';

/** @param onDone called before the lists are brought anew: whoever asked may then be gone from the screen. */
export function useResolveCall(id: VenueId, onDone: (verdict: StaffDecision) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ visitId, verdict }: { readonly visitId: VisitId; readonly verdict: StaffDecision }) =>
      postAct(`/visits/${visitId}/resolution`, { verdict }),
    onSuccess: (_nothing, { verdict }) => onDone(verdict),
    onSettled: () => refreshAttendance(client, id),
  });
}

/** What to ask whom staff write in. */
export function useCheckInQuestions(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.checkInQuestions(id),
    queryFn: ({ signal }) => getJson(questionSetSchema, `/venues/${id}/check-in-questions`, {}, signal),
  });
}

/** Staff write somebody in. The same id again is the same visit. */
export function useCheckIn(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: StaffCheckIn) => postJson(staffCheckedInSchema, `/venues/${id}/check-ins`, wish),
    onSettled: () => refreshAttendance(client, id),
    // Who somebody is, is nothing to keep in memory.
    gcTime: 0,
  });
}

/** Takes back what staff wrote in a moment ago. */
export function useCancelCheckIn(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (visitId: VisitId) => postAct(`/visits/${visitId}/cancellation`),
    onSettled: () => refreshAttendance(client, id),
  });
}

/** Whatever tells who is here, after somebody came, went or was decided upon. */
export async function refreshAttendance(client: QueryClient, id: VenueId): Promise<void> {
  await Promise.all(
    [queryKeys.calls(id), queryKeys.inside(id), queryKeys.figures(id, 'today'), queryKeys.visitsOf(id)].map(
      (queryKey) => client.invalidateQueries({ queryKey }),
    ),
  );
}
