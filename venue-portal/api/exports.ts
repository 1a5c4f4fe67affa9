import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  type ExportJob,
  type ExportRequest,
  exportJobSchema,
  exportListSchema,
  exportPreviewSchema,
} from '#shared/contract/portal-exports.ts';
import type { LogFilter } from '#shared/contract/portal-visits.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { apiPath, deleteResource, getJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

export const isSettled = ({ state }: Pick<ExportJob, 'state'>): boolean => state !== 'waiting' && state !== 'running';

export function useOrderExport(id: VenueId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ExportRequest) => postJson(exportJobSchema, `/venues/${id}/exports`, request),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.exports(id) }),
  });
}

/** How many visits it would be. */
export function useExportPreview(id: VenueId, filter: LogFilter, isAsked: boolean) {
  return useQuery({
    queryKey: queryKeys.exportPreview(id, filter),
    queryFn: () => postJson(exportPreviewSchema, `/venues/${id}/export-previews`, filter),
    enabled: isAsked,
    placeholderData: (before) => before,
  });
}

export function useExports(id: VenueId) {
  return useQuery({
    queryKey: queryKeys.exports(id),
    queryFn: async ({ signal }) => (await getJson(exportListSchema, `/venues/${id}/exports`, {}, signal)).exports,
    staleTime: 0,
  });
}

export function useCancelExport() {
  return useMutation({ mutationFn: (id: string) => deleteResource(`/exports/${id}`) });
}

export interface FollowedExport {
  readonly job: ExportJob | null;
  /** The line broke; it is being mended. */
  readonly isLost: boolean;
}

const REOPEN_MS = 2_000;

/** How far a file is, as the server tells it. Whoever follows keeps it going. */
export function useFollowedExport(venueId: VenueId, exportId: string | null): FollowedExport {
  const client = useQueryClient();
  const [followed, setFollowed] = useState<FollowedExport & { readonly of: string | null }>(NOTHING);
  useEffect(() => {
    if (exportId === null) return;
    return followExport(
      exportId,
      (job) => {
        setFollowed({ of: exportId, job, isLost: false });
        if (isSettled(job)) void client.invalidateQueries({ queryKey: queryKeys.exports(venueId) });
      },
      () => setFollowed((before) => ({ ...before, isLost: true })),
    );
  }, [client, venueId, exportId]);
  return followed.of === exportId ? followed : NOTHING;
}

const NOTHING = { of: null, job: null, isLost: false } as const;

function followExport(id: string, onJob: (job: ExportJob) => void, onLost: () => void): () => void {
  let source: EventSource | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const close = () => {
    isOver = true;
    source?.close();
    clearTimeout(reopen);
  };
  const tell = (job: ExportJob) => {
    if (isOver) return;
    if (isSettled(job)) close();
    onJob(job);
  };
  /** One that ended while nobody listened has no events any more, but still an answer. */
  const ask = async () => {
    const job = await getJson(exportJobSchema, `/exports/${id}`).catch(() => null);
    if (job) tell(job);
    if (!isOver) open();
  };
  const open = () => {
    source = new EventSource(apiPath(`/exports/${id}/progress`));
    source.addEventListener('job', (event: MessageEvent<string>) => {
      const job = exportJobSchema.safeParse(JSON.parse(event.data));
      if (job.success) tell(job.data);
    });
    source.addEventListener('error', () => {
      source?.close();
      if (isOver) return;
      onLost();
      reopen = setTimeout(() => void ask(), REOPEN_MS);
    });
  };
  open();
  return close;
}
