import type Database from 'better-sqlite3';
import type { EntranceId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { type Ownership, prepareOf } from './ownership.ts';

/** How many the records have let in and not out, from the indexes of migrations 20 and 30: the records' text is not read. */
export interface InsideCounts {
  countWaitingInside(): number;
  countInsideSince(since: Instant, entranceId: EntranceId): number;
}

export function prepareInsideCounts(db: Database.Database, ownership: Ownership): InsideCounts {
  const waiting = prepareOf<object, { sum: number | null }>(
    db,
    (isOf) => `SELECT sum(inside_change) AS sum FROM events WHERE state = 'waiting' AND ${isOf}`,
  );
  // Whoever went out, in whatever way and however often, is out; one who is unknown takes one away.
  const since = db
    .prepare<[string, number], number>(
      `WITH recent AS (
         SELECT visit_id, inside_change FROM events WHERE entrance_id = ? AND happened_at >= ? AND inside_change <> 0
       )
       SELECT (SELECT count(*) FROM (
           SELECT 1 FROM recent WHERE visit_id IS NOT NULL GROUP BY visit_id HAVING min(inside_change) = 1))
         - (SELECT count(*) FROM recent WHERE visit_id IS NULL AND inside_change = -1)`,
    )
    .pluck();
  return {
    countWaitingInside() {
      const of = ownership.ofWaiting;
      return waiting(of).get({ of })?.sum ?? 0;
    },
    countInsideSince: (at, entranceId) => Math.max(0, since.get(entranceId, at) ?? 0),
  };
}
