import type { VenueId, VisitId } from '#shared/domain/ids.ts';

/** A visit that is new or looks different now. Read it again: nothing personal travels here. */
export interface VisitChange {
  readonly venueId: VenueId;
  readonly visitId: VisitId;
}

export interface VisitFeed {
  /** Told after the commit, in its order. @returns how to stop. */
  subscribe(venueId: VenueId, listener: (change: VisitChange) => void): () => void;
  /** As {@link subscribe}, of every venue; what one transaction changed comes together. */
  subscribeAll(listener: (changes: readonly VisitChange[]) => void): () => void;
  publish(changes: readonly VisitChange[]): void;
}

/** In this process only: who listens elsewhere reads the log. */
export function createVisitFeed(): VisitFeed {
  const everywhere = new Set<(changes: readonly VisitChange[]) => void>();
  const listeners = new Map<VenueId, Set<(change: VisitChange) => void>>();
  return {
    subscribe(venueId, listener) {
      const ofVenue = listeners.get(venueId) ?? new Set();
      listeners.set(venueId, ofVenue.add(listener));
      return () => {
        ofVenue.delete(listener);
        if (ofVenue.size === 0) listeners.delete(venueId);
      };
    },
    subscribeAll(listener) {
      everywhere.add(listener);
      return () => everywhere.delete(listener);
    },
    publish(changes) {
      if (changes.length > 0) for (const listener of everywhere) listener(changes);
      for (const change of changes) {
        for (const listener of listeners.get(change.venueId) ?? []) listener(change);
      }
    },
  };
}
