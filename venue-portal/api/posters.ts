import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type GracePeriod,
  logoFactsSchema,
  type PosterChoices,
  type PosterJobInput,
  type PosterStudio,
  posterChecksSchema,
  posterJobSchema,
  posterSamplesSchema,
  posterStudioSchema,
  queryOfChoices,
} from '#shared/contract/portal-posters.ts';
import type { PosterFile } from '#shared/contract/poster-options.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { apiPath, deleteJson, deleteResource, getJson, postAct, postJson, putJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** While a poster waits for its first scan, whoever stands before it with a phone should not wait for the screen. */
const WATCH_MS = 2_500;
const REFRESH_MS = 30_000;

/** Whoever scanned fills the form in next. */
const FORM_MS = 10 * 60_000;

const isWaiting = ({ entrances, now }: PosterStudio): boolean =>
  entrances.some(
    ({ firstScanAt, firstCheckInAt }) =>
      firstScanAt === null || (firstCheckInAt === null && now - firstScanAt < FORM_MS),
  );

export function usePosterStudio(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.posters(id),
    queryFn: ({ signal }) => getJson(posterStudioSchema, `/venues/${id}/posters`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? WATCH_MS : REFRESH_MS),
  });
}

/** What keeps these entrances' posters from being printed; asked anew for every look. */
export function usePosterChecks(
  id: VenueId,
  entrances: readonly EntranceId[],
  choices: PosterChoices,
  version: string,
) {
  const query = { ...queryOfChoices(choices), entrances: entrances.join(',') };
  return useQuery({
    queryKey: queryKeys.posterChecks(id, JSON.stringify([query, version])),
    queryFn: async ({ signal }) =>
      (await getJson(posterChecksSchema, `/venues/${id}/poster-preflight`, query, signal)).checks,
    enabled: entrances.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface PictureOf {
  readonly entranceId: EntranceId;
  readonly choices: PosterChoices;
  readonly page: number;
  readonly use: 'screen' | 'paper';
  /** Changes with what the choices do not say: logo, code, day. */
  readonly version: string;
}

/** The address of one page as the server draws it. */
export const posterPageHref = ({ entranceId, choices, page, use, version }: PictureOf): string =>
  apiPath(`/entrances/${entranceId}/poster-page`, {
    ...queryOfChoices(choices),
    page: String(page),
    for: use,
    v: version,
  });

/** A plain download, so the browser shows its own progress. */
export const posterFileHref = (entranceId: EntranceId, choices: PosterChoices, file: PosterFile): string =>
  apiPath(`/entrances/${entranceId}/poster.${file}`, queryOfChoices(choices));

export const postersFileHref = (id: VenueId, entrances: readonly EntranceId[], choices: PosterChoices): string =>
  apiPath(`/venues/${id}/posters.pdf`, { ...queryOfChoices(choices), entrances: entrances.join(',') });

export const saveChoices = async (id: VenueId, choices: PosterChoices): Promise<void> => {
  await putJson(z.unknown(), `/venues/${id}/poster-choices`, choices);
};

export const countPrints = (id: VenueId, entranceIds: readonly EntranceId[], choices: PosterChoices): Promise<void> =>
  postAct(`/venues/${id}/poster-prints`, { entranceIds, choices });

export function useRotation(id: VenueId) {
  const client = useQueryClient();
  const show = async (studio: PosterStudio): Promise<void> => {
    client.setQueryData(queryKeys.posters(id), studio);
    // The venue shows each entrance's address and serial.
    await client.invalidateQueries({ queryKey: queryKeys.venue(id), exact: true });
    await client.invalidateQueries({ queryKey: queryKeys.venues });
  };
  return {
    rotate: useMutation({
      mutationFn: ({ entranceId, grace }: { entranceId: EntranceId; grace: GracePeriod }) =>
        postJson(posterStudioSchema, `/entrances/${entranceId}/rotation`, { grace }),
      onSuccess: show,
    }),
    undo: useMutation({
      mutationFn: (entranceId: EntranceId) => deleteJson(posterStudioSchema, `/entrances/${entranceId}/rotation`),
      onSuccess: show,
    }),
  };
}

/** @param version changes when the logo does. */
export const logoHref = (version: number): string => apiPath('/logo', { v: String(version) });

export function useLogoActs() {
  const client = useQueryClient();
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: ['venue'] });
  return {
    upload: useMutation({
      mutationFn: async (file: File) =>
        putJson(logoFactsSchema, '/logo', { image: toBase64(await file.arrayBuffer()) }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: () => deleteJson(logoFactsSchema, '/logo'), onSuccess }),
    restore: useMutation({ mutationFn: () => postJson(logoFactsSchema, '/logo/restoration'), onSuccess }),
  };
}

function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  // In parts: arguments of one call are limited.
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return btoa(text);
}

/** @param venueIds null: all of the organisation. */
export function usePosterSamples(venueIds: readonly VenueId[] | null) {
  return useQuery({
    queryKey: queryKeys.posterSamples(venueIds),
    queryFn: () => postJson(posterSamplesSchema, '/poster-samples', { venueIds }),
    enabled: venueIds === null || venueIds.length > 0,
    placeholderData: keepPreviousData,
  });
}

const JOB_POLL_MS = 500;
const OVER = new Set(['done', 'cancelled', 'failed']);

export function usePosterJob(id: string | null) {
  return useQuery({
    queryKey: queryKeys.posterJob(id ?? ''),
    queryFn: ({ signal }) => getJson(posterJobSchema, `/poster-jobs/${id}`, {}, signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && OVER.has(state.data.state) ? false : JOB_POLL_MS),
  });
}

export const startPosterJob = (input: PosterJobInput) => postJson(posterJobSchema, '/poster-jobs', input);
export const cancelPosterJob = (id: string): Promise<void> => deleteResource(`/poster-jobs/${id}`);
export const posterJobFileHref = (id: string): string => apiPath(`/poster-jobs/${id}/file`);
