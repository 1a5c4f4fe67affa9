import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { VenueId, VisitId } from '#shared/domain/ids.ts';
import { refreshAttendance } from './attendance.ts';
import { postAct } from './client.ts';

/** Somebody staff saw leave, not yet written into the log: facts there are never taken out again, so there is a moment before. */
export interface Departure {
  readonly visitId: VisitId;
  readonly venueId: VenueId;
  readonly name: string;
  readonly state: 'waiting' | 'writing' | 'failed';
}

/** Time enough to see that it was the wrong one. */
export const UNDO_MS = 6_000;

let departures: readonly Departure[] = [];
const timers = new Map<VisitId, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

function change(next: readonly Departure[]): void {
  departures = next;
  for (const listener of listeners) listener();
}

const without = (visitId: VisitId) => departures.filter((departure) => departure.visitId !== visitId);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Those under way at a venue, and what to do about them. They outlive the page they were begun on. */
export function useDepartures(venueId: VenueId) {
  const client = useQueryClient();
  const all = useSyncExternalStore(subscribe, () => departures);
  const write = async (visitId: VisitId): Promise<void> => {
    const departure = departures.find((one) => one.visitId === visitId && one.state === 'waiting');
    if (!departure) return;
    clearTimeout(timers.get(visitId));
    change(departures.map((one) => (one === departure ? { ...one, state: 'writing' } : one)));
    try {
      // Goes out even if the page is being closed.
      await postAct(`/visits/${visitId}/departure`, {}, { keepalive: true });
      await refreshAttendance(client, departure.venueId);
      change(without(visitId));
    } catch {
      change([...without(visitId), { ...departure, state: 'failed' }]);
    }
  };
  return {
    departures: all.filter((departure) => departure.venueId === venueId),
    depart: (visitId: VisitId, name: string): void => {
      change([...without(visitId), { visitId, venueId, name, state: 'waiting' }]);
      timers.set(
        visitId,
        setTimeout(() => void write(visitId), UNDO_MS),
      );
    },
    /** Before it was written; after it failed it only takes the message away. */
    undo: (visitId: VisitId): void => {
      clearTimeout(timers.get(visitId));
      change(without(visitId));
    },
    write,
  };
}

/** Writes what waits at once when nobody may be there any more to undo it: the page goes, or out of sight. */
export function useWriteOnLeave(venueId: VenueId): void {
  const { departures: waiting, write } = useDepartures(venueId);
  useEffect(() => {
    const writeAll = () => {
      for (const { visitId } of waiting) void write(visitId);
    };
    const writeHidden = () => {
      if (document.visibilityState === 'hidden') writeAll();
    };
    document.addEventListener('visibilitychange', writeHidden);
    globalThis.addEventListener('pagehide', writeAll);
    return () => {
      document.removeEventListener('visibilitychange', writeHidden);
      globalThis.removeEventListener('pagehide', writeAll);
    };
  });
}
