import { type InfiniteData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { dayFiguresSchema, type VisitRow } from '#shared/contract/portal-api.ts';
import {
  type LogFilter,
  revealedContactSchema,
  type VisitPage,
  type VisitSearch,
  visitDetailSchema,
  visitPageSchema,
  visitSearchPageSchema,
} from '#shared/contract/portal-visits.ts';
import type { VenueId, VisitId } from '#shared/domain/ids.ts';
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

/** What of the log is looked at; `text`: a name or a phone number that is looked for. */
export interface LogView {
  readonly filter: LogFilter;
  readonly text: string | null;
}

/** Of today, by the server's idea of it, at one entrance or all: what the stream of arrivals keeps current. */
const isLive = ({ filter, text }: LogView): boolean =>
  text === null &&
  Object.entries(filter).every(([name, value]) => name === 'entranceId' || value === undefined || isEmptyList(value));

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const keyOf = (id: VenueId, view: LogView) =>
  isLive(view)
    ? queryKeys.visits(id, 'today', view.filter.entranceId ?? null)
    : queryKeys.log(id, view.filter, view.text);

export type LogPages = InfiniteData<VisitPage & { readonly examined?: number }, string | null>;

/**
 * Newest first; pages by a cursor, so rows that arrive meanwhile never shift a page. A page may be short, or empty, and have a
 * next one: the server looks through a bounded part of the log at a time.
 */
export function useLog(id: VenueId, view: LogView, options: { readonly renewEveryMs?: number } = {}) {
  const isSearch = view.text !== null;
  return useInfiniteQuery<
    VisitPage & { readonly examined?: number },
    Error,
    LogPages,
    readonly unknown[],
    string | null
  >({
    queryKey: keyOf(id, view),
    queryFn: ({ pageParam, signal }) => readLog(id, view, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    ...(options.renewEveryMs !== undefined && { refetchInterval: options.renewEveryMs }),
    // A search opens what it looks at, and is in the trail: it does not begin again by itself, nor outlive the page.
    ...(isSearch && { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, gcTime: 0 }),
  });
}

function readLog(id: VenueId, { filter, text }: LogView, before: string | null, signal: AbortSignal) {
  if (text !== null) {
    const search: VisitSearch = { filter, text, ...(before !== null && { before }) };
    return postJson(visitSearchPageSchema, `/venues/${id}/visit-searches`, search, { signal });
  }
  const query = Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value.length > 0 ? value.join(',') : undefined) : value,
    ]),
  );
  return getJson(visitPageSchema, `/venues/${id}/visits`, { ...query, before: before ?? undefined }, signal);
}

/** One visit and what happened in it. */
export function useVisitDetail(visitId: VisitId) {
  return useQuery({
    queryKey: queryKeys.visit(visitId),
    queryFn: ({ signal }) => getJson(visitDetailSchema, `/visits/${visitId}`, {}, signal),
    staleTime: 0,
  });
}

/** Name and phone in full; each time in the trail, and not remembered here. */
export function useReveal() {
  return useMutation({
    mutationFn: (visitId: VisitId) => postJson(revealedContactSchema, `/visits/${visitId}/reveal`),
    gcTime: 0,
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
