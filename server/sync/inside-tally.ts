import type { VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import { INSIDE } from '../store/inside.ts';
import type { LogWriter } from './transactor.ts';

export interface InsideTally {
  /** Writes as before and keeps count. */
  readonly writer: LogWriter;
  /** People inside a venue, what the running transaction wrote among them. Only inside `transactPrepared`. */
  count(venueId: VenueId): number;
  /** After a rollback: nothing of what was counted can be relied on. */
  forget(): void;
}

/** Counted anew this often, for visits that end by themselves meanwhile and for what other processes write. */
const RECOUNT_MS = 2_000;

/** Every exchange is told how many are inside: counting them each time would cost a busy venue as much as its records. */
export function createInsideTally(store: Store, clock: Clock, writer: LogWriter): InsideTally {
  const counts = new Map<VenueId, { people: number; readonly at: Instant }>();
  const findInside = store.prepare<{ readonly venueId: VenueId }>(
    `select venue_id as "venueId" from visits where id = ? and ends_at > ? and ${INSIDE}`,
  );
  const countInside = store.prepare<{ readonly people: number }>(
    `select count(*) as people from visits where venue_id = ? and ends_at > ? and ${INSIDE}`,
  );

  function add(venueId: VenueId | undefined, people: number): void {
    const counted = venueId && counts.get(venueId);
    if (counted) counted.people += people;
  }

  function following<T>(id: VisitId, change: () => T): T {
    if (counts.size === 0) return change();
    const now = clock.now();
    const before = findInside.get(id, now)?.venueId;
    const result = change();
    const after = findInside.get(id, now)?.venueId;
    if (before !== after) {
      add(before, -1);
      add(after, 1);
    }
    return result;
  }

  return {
    writer: {
      ...writer,
      insertVisit(fit, kioskId, receivedAt) {
        writer.insertVisit(fit, kioskId, receivedAt);
        const { verdict, venueId } = fit.event;
        if (verdict !== 'not-today' && fit.endOf(fit.at) > clock.now()) add(venueId, 1);
      },
      closeVisit: (id, ...rest) => following(id, () => writer.closeVisit(id, ...rest)),
      extendVisit: (id, ...rest) => following(id, () => writer.extendVisit(id, ...rest)),
      voidVisit: (id, ...rest) => following(id, () => writer.voidVisit(id, ...rest)),
      replanVisit: (id, ...rest) => following(id, () => writer.replanVisit(id, ...rest)),
      restateVisit: (id, ...rest) => following(id, () => writer.restateVisit(id, ...rest)),
      endVisit: (id, ...rest) => following(id, () => writer.endVisit(id, ...rest)),
    },
    count(venueId) {
      const now = clock.now();
      const known = counts.get(venueId);
      if (known && now - known.at >= 0 && now - known.at < RECOUNT_MS) return known.people;
      const people = countInside.get(venueId, now)?.people ?? 0;
      counts.set(venueId, { people, at: now });
      return people;
    },
    forget() {
      counts.clear();
    },
  };
}
