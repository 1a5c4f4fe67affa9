import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { VenueId, VisitId } from '#shared/domain/ids.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import type { VisitFeed } from '../sync/visit-feed.ts';
import { findVisit } from './reader.ts';
import { type RowReader, toVisitRows } from './visit-rows.ts';

export interface Watch {
  readonly venueId: VenueId;
  /** Asked every 20 s and before anything is sent: a session that ended sees nothing more. */
  readonly isAllowed: () => Promise<boolean>;
  readonly db: Readable;
  readonly keys: Pick<KeyService, 'open'>;
  readonly feed: Pick<VisitFeed, 'subscribe'>;
  readonly reader: RowReader;
}

const CHECK_MS = 20_000;
/** A watcher this far behind reads the page anew; the oldest are dropped. */
const MAX_PENDING = 1_000;

/** Ends when the signal aborts or the watcher is no longer allowed. */
export async function watchVisits(
  { venueId, isAllowed, db, keys, feed, reader }: Watch,
  send: (row: VisitRow) => void,
  signal: AbortSignal,
): Promise<void> {
  const pending = new Set<VisitId>();
  const bell = createBell(signal);
  const unsubscribe = feed.subscribe(venueId, ({ visitId }) => {
    const [oldest] = pending;
    if (oldest !== undefined && pending.size >= MAX_PENDING) pending.delete(oldest);
    pending.add(visitId);
    bell.ring();
  });
  try {
    while (!signal.aborted && (await isAllowed())) {
      for (const visitId of pending) {
        pending.delete(visitId);
        const record = await findVisit(db, visitId);
        if (record?.venueId !== venueId) continue;
        for (const row of await toVisitRows({ db, keys }, venueId, [record], reader)) send(row);
      }
      await bell.wait(CHECK_MS);
    }
  } finally {
    unsubscribe();
  }
}

interface Bell {
  ring(): void;
  /** Until the next ring, or one since the last wait; the signal; or the time is over. */
  wait(ms: number): Promise<void>;
}

function createBell(signal: AbortSignal): Bell {
  let rung = false;
  let wake = (): void => undefined;
  const ring = (): void => {
    rung = true;
    wake();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    async wait(ms) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
