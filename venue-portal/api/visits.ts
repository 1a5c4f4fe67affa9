import { type InfiniteData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import {
  dayFiguresSchema,
  type ExportRequest,
  exportTicketSchema,
  type VisitPage,
  type VisitRow,
  visitPageSchema,
} from '#shared/contract/portal-api.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { getJson, postJson } from './client.ts';
import { type DayChoice, queryKeys } from './query-keys.ts';

export type VisitPages = InfiniteData<VisitPage, string | null>;

const dayParameter = (day: DayChoice): string | undefined => (day === 'today' ? undefined : day);

export function useDayFigures(id: VenueId, day: DayChoice) {
  return useQuery({
    queryKey: queryKeys.figures(id, day),
    queryFn: ({ signal }) => getJson(dayFiguresSchema, `/venues/${id}/day`, { day: dayParameter(day) }, signal),
    // People also leave and days also end while nobody arrives.
    refetchInterval: 60_000,
  });
}

/** Newest first; pages of 100 by a cursor, so rows that arrive meanwhile never shift a page. */
export function useVisits(id: VenueId, day: DayChoice, entranceId: EntranceId | null) {
  return useInfiniteQuery({
    queryKey: queryKeys.visits(id, day, entranceId),
    queryFn: ({ pageParam, signal }) =>
      getJson(
        visitPageSchema,
        `/venues/${id}/visits`,
        { day: dayParameter(day), entranceId: entranceId ?? undefined, before: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Puts an arriving row where it belongs: in the place of its older self, or on top. */
export function insertVisit(pages: VisitPages, visit: VisitRow): VisitPages {
  const known = pages.pages.some((page) => page.visits.some((row) => row.id === visit.id));
  return {
    ...pages,
    pages: pages.pages.map((page, index) => ({
      ...page,
      visits: known
        ? page.visits.map((row) => (row.id === visit.id ? visit : row))
        : index === 0
          ? [visit, ...page.visits].toSorted((a, b) => b.arrivedAt - a.arrivedAt)
          : page.visits,
    })),
  };
}

export function useCreateExport(id: VenueId) {
  return useMutation({
    mutationFn: (request: ExportRequest) => postJson(exportTicketSchema, `/venues/${id}/exports`, request),
  });
}
