import { sql } from 'kysely';
import type { Way } from '#shared/domain/contact.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { QUARTER_MS } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';

/** Arrivals of a venue, or of one of its entrances. */
export interface CountedRange {
  readonly venueId: VenueId;
  readonly entranceId?: EntranceId | undefined;
  /** Both at quarters of an hour. */
  readonly from: Instant;
  readonly until: Instant;
}

export interface QuarterCount {
  /** Since the Unix epoch. */
  readonly quarter: number;
  readonly arrived: number;
}

export interface WayCount {
  readonly way: Way;
  readonly arrived: number;
}

const selectQuarters = (db: Readable, { venueId, entranceId, from, until }: CountedRange) =>
  db
    .selectFrom('visit_quarters')
    .where('venue_id', '=', venueId)
    .where('quarter', '>=', from / QUARTER_MS)
    .where('quarter', '<', until / QUARTER_MS)
    .$if(entranceId !== undefined, (q) => q.where('entrance_id', '=', entranceId as EntranceId));

/** In the order of time. A second scan of the same person within the venue's window is no second arrival. */
export const countByQuarter = (db: Readable, range: CountedRange): Promise<QuarterCount[]> =>
  selectQuarters(db, range)
    .select(({ fn }) => ['quarter', fn.sum<number>('arrived').as('arrived')])
    .groupBy('quarter')
    .orderBy('quarter')
    .execute();

export const countByWay = (db: Readable, range: CountedRange): Promise<WayCount[]> =>
  selectQuarters(db, range)
    .select(({ fn }) => ['way', fn.sum<number>('arrived').as('arrived')])
    .groupBy('way')
    .execute();

/** Who told of symptoms: what staff decided afterwards does not count, it is what people declared. */
export const countSymptoms = (
  db: Readable,
  range: CountedRange,
): Promise<{ readonly arrived: number; readonly symptoms: number }> =>
  selectQuarters(db, range)
    .select(({ fn }) => [
      fn.coalesce(fn.sum<number>('arrived'), sql<number>`0`).as('arrived'),
      fn.coalesce(fn.sum<number>('symptoms'), sql<number>`0`).as('symptoms'),
    ])
    .executeTakeFirstOrThrow();
