import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type VisitRow, visitStreamEventSchema } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { apiPath } from '../../api/client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { insertVisit, type VisitPages } from '../../api/visits.ts';

export interface VisitStream {
  readonly state: 'connecting' | 'live';
  /** The rows of the last batch that were new; for announcing them. */
  readonly arrivals: readonly VisitRow[];
}

/** A kiosk that was offline for hours sends hundreds at once: drawn together. */
const BATCH_MS = 300;
const REOPEN_MS = 5_000;

/** Keeps today's log and figures current from the server's event stream, for as long as the screen is open. */
export function useVisitStream(venueId: VenueId): VisitStream {
  const client = useQueryClient();
  const [stream, setStream] = useState<VisitStream>({ state: 'connecting', arrivals: [] });
  useEffect(() => {
    const stop = followVisits(
      venueId,
      (state) => {
        setStream((before) => ({ ...before, state }));
        // Whatever happened while we were not listening.
        if (state === 'live') void refreshToday(client, venueId);
      },
      (rows) => {
        const arrivals = rows.filter((row) => addToLog(client, venueId, row));
        for (const queryKey of [
          queryKeys.figures(venueId, 'today'),
          queryKeys.calls(venueId),
          queryKeys.inside(venueId),
        ]) {
          void client.invalidateQueries({ queryKey });
        }
        if (arrivals.length > 0) setStream({ state: 'live', arrivals });
      },
    );
    return stop;
  }, [client, venueId]);
  return stream;
}

function followVisits(
  venueId: VenueId,
  onState: (state: VisitStream['state']) => void,
  onRows: (rows: VisitRow[]) => void,
): () => void {
  let source: EventSource;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  let flush: ReturnType<typeof setTimeout> | undefined;
  let batch: VisitRow[] = [];
  const receive = (event: MessageEvent<string>) => {
    const row = visitStreamEventSchema.safeParse(JSON.parse(event.data));
    if (!row.success) return;
    batch.push(row.data);
    flush ??= setTimeout(() => {
      flush = undefined;
      const rows = batch;
      batch = [];
      onRows(rows);
    }, BATCH_MS);
  };
  const open = () => {
    source = new EventSource(apiPath(`/venues/${venueId}/visits/stream`));
    source.addEventListener('open', () => onState('live'));
    source.addEventListener('visit', receive);
    source.addEventListener('error', () => {
      onState('connecting');
      // The browser tries again by itself after a lost connection, but not after an answer such as 503.
      if (source.readyState === EventSource.CLOSED) reopen = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    source.close();
    clearTimeout(reopen);
    clearTimeout(flush);
  };
}

/** @returns whether the row is an arrival that the log did not have yet. */
function addToLog(client: QueryClient, venueId: VenueId, row: VisitRow): boolean {
  let isNew = false;
  const today = dayOf(Date.now());
  for (const entranceId of [null, row.entranceId]) {
    client.setQueryData<VisitPages>(queryKeys.visits(venueId, 'today', entranceId), (loaded) => {
      const day = loaded?.pages[0]?.from ?? today;
      if (!loaded || dayOf(row.arrivedAt) !== day) return loaded;
      isNew ||= !loaded.pages.some((page) => page.visits.some(({ id }) => id === row.id));
      return insertVisit(loaded, row);
    });
  }
  return isNew;
}

async function refreshToday(client: QueryClient, venueId: VenueId): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.figures(venueId, 'today') }),
    client.invalidateQueries({ queryKey: ['venue', venueId, 'visits', 'today'] }),
  ]);
}
