import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { insightsSchema } from '#shared/contract/portal-visits.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { getJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

export interface InsightsWish {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly entranceId: EntranceId | null;
}

export function useInsights(id: VenueId, wish: InsightsWish) {
  return useQuery({
    queryKey: queryKeys.insights(id, wish),
    queryFn: ({ signal }) =>
      getJson(insightsSchema, `/venues/${id}/insights`, { ...wish, entranceId: wish.entranceId ?? undefined }, signal),
    // The charts change in place rather than go and come.
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
