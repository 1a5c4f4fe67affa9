import type { SyncStore } from '#kiosk/core/sync-store.ts';

const BLOCK = 256;
/** The server takes nothing this far below the highest it has seen (SYNC-SPEC R2). */
const WINDOW = 4_096;

/** Counters for requests: reserved on disk before use, so that none is used twice even after a power cut. */
export interface Counters {
  next(): number;
  /** The server has seen ours: this folder is a copy. Goes beyond what the other one can have used lately. */
  skipAhead(): void;
}

export function createCounters(store: Pick<SyncStore, 'reserveCounters' | 'epoch'>): Counters {
  let next = 0;
  let end = 0;
  let epoch = store.epoch;
  return {
    next() {
      // A store that recovered from damage counts anew, in another epoch.
      if (next === end || store.epoch !== epoch) {
        next = store.reserveCounters(BLOCK);
        end = next + BLOCK;
        ({ epoch } = store);
      }
      return next++;
    },
    skipAhead() {
      store.reserveCounters(WINDOW);
      next = end;
    },
  };
}
