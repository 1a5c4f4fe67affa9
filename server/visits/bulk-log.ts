import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Instant } from '#shared/domain/instant.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import { conditionsOf, type LogFilter } from './log-filter.ts';
import { type Keyset, selectVisits, type VisitRecord } from './reader.ts';
import { type Detail, readVisit, type VisitLine } from './visit-line.ts';

export interface LogParts {
  readonly db: Readable;
  readonly keys: Pick<KeyService, 'open'>;
}

export interface LogReading {
  readonly filter: LogFilter;
  readonly now: Instant;
  readonly detail: Detail;
  /** Rows of the log that are looked at without a turn of the loop; opening 250 takes about 5 ms. */
  readonly stretch: number;
}

/** A whole stretch of the log, oldest first, in pages of at most `stretch`, letting other work go on between them. */
export async function* readLogPages(
  { db, keys }: LogParts,
  { filter, now, detail, stretch }: LogReading,
): AsyncGenerator<readonly VisitLine[]> {
  for (let start: Keyset | undefined; ; await setImmediate()) {
    const end: Keyset | undefined = await findStretchEnd(db, filter, start, stretch);
    const records = await listStretch(db, filter, { start, end, now });
    if (records.length > 0) yield records.map((record) => readVisit(keys, record, detail));
    if (!end) return;
    start = end;
  }
}

const COUNT_STRETCH = 2_000;

/** How many visits it is, as far as `enough` and without looking at more than `most` rows of the log. */
export async function countLog(
  db: Readable,
  filter: LogFilter,
  { now, enough, most }: { readonly now: Instant; readonly enough: number; readonly most: number },
): Promise<{ readonly rows: number; readonly isMore: boolean }> {
  let rows = 0;
  let start: Keyset | undefined;
  for (let examined = 0; examined < most && rows <= enough; examined += COUNT_STRETCH) {
    const end: Keyset | undefined = await findStretchEnd(db, filter, start, COUNT_STRETCH);
    rows += await countStretch(db, filter, { start, end, now });
    if (!end && rows <= enough) return { rows, isMore: false };
    start = end;
    await setImmediate();
  }
  return { rows: Math.min(rows, enough), isMore: true };
}

interface Stretch {
  readonly start: Keyset | undefined;
  /** Included; undefined: to the end of the range. */
  readonly end: Keyset | undefined;
  readonly now: Instant;
}

/** Two bounds and no more: of several on one side SQLite would look one up and try the others row by row, to the end of the log. */
function within({ venueId, from, until }: LogFilter, { start, end }: Omit<Stretch, 'now'>) {
  const lower = start
    ? sql`(visits.arrived_at, visits.id) > (${start.arrivedAt}, ${start.id})`
    : sql`visits.arrived_at >= ${from}`;
  const upper = end
    ? sql`(visits.arrived_at, visits.id) <= (${end.arrivedAt}, ${end.id})`
    : sql`visits.arrived_at < ${until}`;
  return sql<boolean>`visits.venue_id = ${venueId} and ${lower} and ${upper}`;
}

/** The last of the next so many rows, whatever they are; undefined when fewer are left. */
const findStretchEnd = (db: Readable, filter: LogFilter, start: Keyset | undefined, size: number) =>
  db
    .selectFrom('visits')
    .select(['visits.arrived_at as arrivedAt', 'visits.id'])
    .where(within(filter, { start, end: undefined }))
    .orderBy('visits.arrived_at')
    .orderBy('visits.id')
    .offset(size - 1)
    .limit(1)
    .executeTakeFirst();

const listStretch = (db: Readable, filter: LogFilter, stretch: Stretch): Promise<VisitRecord[]> =>
  selectVisits(db)
    .where(within(filter, stretch))
    .where((where) => where.and(conditionsOf(filter, stretch.now)))
    .orderBy('visits.arrived_at')
    .orderBy('visits.id')
    .execute();

async function countStretch(db: Readable, filter: LogFilter, stretch: Stretch): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where(within(filter, stretch))
    .where((where) => where.and(conditionsOf(filter, stretch.now)))
    .executeTakeFirstOrThrow();
  return Number(count);
}
