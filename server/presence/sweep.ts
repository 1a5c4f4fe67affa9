import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import type { SyncService } from '../sync/service.ts';
import { listVenueIds, prepareHasEnded } from './reader.ts';

export interface SweepParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sync: Pick<SyncService, 'endVisits'>;
}

/** Visits per transaction: bounds how long kiosks wait for theirs. */
const BATCH = 500;
const VENUES_AT_ONCE = 200;

/** @returns ends all visits whose time is over, by the server's clock, and says how many. */
export function createSweep({ store, clock, sync }: SweepParts): () => Promise<number> {
  const hasEnded = prepareHasEnded(store);
  return async () => {
    let ended = 0;
    for (const [index, { id }] of (await listVenueIds(store.read)).entries()) {
      // The store answers synchronously: without a turn of the loop nobody else would be served.
      if (index % VENUES_AT_ONCE === 0) await setImmediate();
      while (hasEnded.get(id, clock.now())) ended += await sync.endVisits(id, BATCH);
    }
    return ended;
  };
}
