import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import { conditionsOf, type LogFilter } from './log-filter.ts';
import { type Keyset, selectVisits, type VisitRecord } from './reader.ts';

/**
 * Rows of the index that are looked at without a turn of the loop: about 2 ms, 6 where the rows themselves must be, so that
 * nobody waits for it.
 */
const STRETCH = 2_000;
/** The first is short: mostly a page is full after it. */
const FIRST_STRETCH = 200;
/** Rows of the index that one answer may look at. */
const MOST_EXAMINED = 50_000;

export interface PageWish {
  /** Where the page before ended. */
  readonly before: Keyset | undefined;
  readonly limit: number;
  readonly now: Instant;
}

export interface LogPage {
  readonly records: readonly VisitRecord[];
  /** Where to go on; null at the end. Not always a record of the page: what was passed over is not looked at again. */
  readonly next: Keyset | null;
}

/**
 * Newest first. Takes about the same time however long the log is and however rare what is wanted, and ends early rather than
 * late: then there is a next page.
 */
export async function readLogPage(
  db: Readable,
  filter: LogFilter,
  { before, limit, now, most = MOST_EXAMINED }: PageWish & { readonly most?: number },
): Promise<LogPage> {
  const records: VisitRecord[] = [];
  let start = before;
  for (let examined = 0; examined < most; ) {
    if (examined > 0) await setImmediate();
    const size = examined === 0 ? FIRST_STRETCH : STRETCH;
    examined += size;
    const end = await findStretchEnd(db, filter, start, size);
    // One more than fits tells whether there is another.
    const missing = limit - records.length + 1;
    records.push(...(await listStretch(db, filter, { start, end, limit: missing, now })));
    const last = records[limit - 1];
    if (records.length > limit && last) return { records: records.slice(0, limit), next: keysetOf(last) };
    if (!end) return { records, next: null };
    start = end;
  }
  return { records, next: start ?? null };
}

const keysetOf = ({ arrivedAt, id }: Keyset): Keyset => ({ arrivedAt, id });

const beyond = ({ arrivedAt, id }: Keyset) => sql<boolean>`(visits.arrived_at, visits.id) < (${arrivedAt}, ${id})`;

/** One bound and no more: of two SQLite would look one up and try the other row by row, from the newest down to a deep page. */
const upperBound = ({ until }: LogFilter, start: Keyset | undefined) =>
  start && start.arrivedAt < until ? beyond(start) : sql<boolean>`visits.arrived_at < ${until}`;

const selectRange = (db: Readable, filter: LogFilter, start: Keyset | undefined) =>
  db
    .selectFrom('visits')
    .select(['visits.arrived_at as arrivedAt', 'visits.id'])
    .where('visits.venue_id', '=', filter.venueId)
    .where('visits.arrived_at', '>=', filter.from)
    .where(upperBound(filter, start))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc');

/** The last of the next so many rows, whatever they are; undefined when fewer are left. */
export const findStretchEnd = (db: Readable, filter: LogFilter, start: Keyset | undefined, size: number) =>
  selectRange(db, filter, start)
    .offset(size - 1)
    .limit(1)
    .executeTakeFirst();

interface Stretch {
  readonly start: Keyset | undefined;
  /** Included; undefined: to the end of the range. */
  readonly end: Keyset | undefined;
  readonly limit: number;
  readonly now: Instant;
}

export function listStretch(
  db: Readable,
  filter: LogFilter,
  { start, end, limit, now }: Stretch,
): Promise<VisitRecord[]> {
  return selectVisits(db)
    .where('visits.venue_id', '=', filter.venueId)
    .where('visits.arrived_at', '>=', end?.arrivedAt ?? filter.from)
    .where(upperBound(filter, start))
    .$if(end !== undefined, (q) => q.where(sql<boolean>`not ${beyond(end as Keyset)}`))
    .where((where) => where.and(conditionsOf(filter, now)))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc')
    .limit(limit)
    .execute();
}

/** Visits of whoever a hash of a day stands for, newest first. */
export function listByPerson(
  db: Readable,
  filter: LogFilter,
  hash: Uint8Array,
  { before, limit, now }: PageWish,
): Promise<VisitRecord[]> {
  const { venueId, from, until } = filter;
  return selectVisits(db)
    .where('visits.id', 'in', (e) =>
      e
        .selectFrom('person_index')
        .select(sql<VisitId>`event_id`.as('id'))
        .where('hash', '=', hash)
        .where('venue_id', '=', venueId),
    )
    .where('visits.arrived_at', '>=', from)
    .where('visits.arrived_at', '<', until)
    .$if(before !== undefined, (q) => q.where(beyond(before as Keyset)))
    .where((where) => where.and(conditionsOf(filter, now)))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc')
    .limit(limit)
    .execute();
}
