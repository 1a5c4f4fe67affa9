import { type InfiniteData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { dayFiguresSchema, type VisitRow } from '#shared/contract/portal-api.ts';
import { type VisitPage, visitPageSchema } from '#shared/contract/portal-visits.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { getJson } from './client.ts';
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
        { from: dayParameter(day), entranceId: entranceId ?? undefined, before: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/**
 * Puts a row that has just come in where it belongs: in the place of its older self, or by its time (newest first).
 * A row older than all that is loaded stays out: the next page will bring it.
 */
export function insertVisit(loaded: VisitPages, visit: VisitRow): VisitPages {
  const pages = loaded.pages;
  if (pages.some((page) => page.visits.some((row) => row.id === visit.id))) {
    return mapVisits(loaded, (visits) => visits.map((row) => (row.id === visit.id ? visit : row)));
  }
  const isFor = (page: VisitPage) => (page.visits.at(-1)?.arrivedAt ?? 0) <= visit.arrivedAt;
  const found = pages.findIndex(isFor);
  if (found === -1 && pages.at(-1)?.next !== null) return loaded;
  const target = found === -1 ? pages.length - 1 : found;
  return mapVisits(loaded, (visits, index) =>
    index === target ? [visit, ...visits].toSorted((a, b) => b.arrivedAt - a.arrivedAt) : visits,
  );
}

const mapVisits = (loaded: VisitPages, change: (visits: VisitRow[], index: number) => VisitRow[]): VisitPages => ({
  ...loaded,
  pages: loaded.pages.map((page, index) => ({ ...page, visits: change(page.visits, index) })),
});
