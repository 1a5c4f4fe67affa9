import { setImmediate } from 'node:timers/promises';
import type { DayFigures, VisitPage, VisitRow } from '#shared/contract/portal-api.ts';
import type { AccountId, EntranceId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import { type AuditDetails, createReadings, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DoorService } from '../doors/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import type { VisitFeed } from '../sync/visit-feed.ts';
import { readDayFigures } from './day-figures.ts';
import {
  countVisitsOfRange,
  type Keyset,
  listVisitsOfDay,
  listVisitsOfRange,
  type RangeQuery,
  type VisitRecord,
} from './reader.ts';
import { type Detail, readVisit, type VisitLine } from './visit-line.ts';
import { type RowReader, toVisitRows } from './visit-rows.ts';
import { watchVisits } from './watch-visits.ts';

export { countParties } from './reader.ts';
export { readContactMasked, type VisitLine } from './visit-line.ts';
export type { RowReader } from './visit-rows.ts';

/** Whole days in the deployment's zone, both included. */
export interface DayRange {
  readonly venueId: VenueId;
  readonly entranceId?: EntranceId | undefined;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** Who reads names and phones in full, for what. */
export interface RevealTrace {
  readonly actor: string;
  readonly organisationId: OrganisationId;
  readonly subject: string;
  readonly details: AuditDetails;
}

export interface PageQuery {
  readonly venueId: VenueId;
  readonly day: CalendarDay | undefined;
  readonly entranceId: EntranceId | undefined;
  /** `next` of the page before. */
  readonly before: string | undefined;
  readonly reader: RowReader;
  readonly by: ScreenReader;
}

/** Who reads on a screen. The trail says so, once in ten minutes for one that stays open. */
export interface ScreenReader {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
}

export interface VisitService {
  /** Newest first, masked. null when `before` is none of ours. */
  listPage(query: PageQuery): Promise<VisitPage | null>;
  figures(venueId: VenueId, day: CalendarDay | undefined): Promise<DayFigures>;
  /** Sends visits, masked, as they come and change; ends with the signal or the session. */
  watch(watch: WatchRequest, send: (row: VisitRow) => void, signal: AbortSignal): Promise<void>;
  count(range: DayRange): Promise<number>;
  /** Oldest first, masked, in pages, letting other work go on between them. */
  readMasked(range: DayRange): AsyncIterable<readonly VisitLine[]>;
  /** As {@link readMasked} with names and phones in full; the trace is in the audit trail before the first page is. */
  readRevealed(range: DayRange, trace: RevealTrace): AsyncIterable<readonly VisitLine[]>;
}

export interface WatchRequest {
  readonly venueId: VenueId;
  readonly isAllowed: () => Promise<boolean>;
  readonly reader: RowReader;
  readonly by: ScreenReader;
}

export interface VisitDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'open'>;
  readonly feed: Pick<VisitFeed, 'subscribe'>;
  readonly timeZone: string;
  readonly doors: Pick<DoorService, 'findCapacity'>;
}

const PAGE = 100;
const BULK_PAGE = 2_000;

export function createVisitService(deps: VisitDependencies): VisitService {
  const { store, clock, keys, feed, timeZone, doors } = deps;
  const isNewReading = createReadings(clock);

  async function recordReading(venueId: VenueId, { accountId, organisationId }: ScreenReader, details: AuditDetails) {
    if (!isNewReading(JSON.stringify([accountId, venueId, details]))) return;
    const trace = { actor: accountId, organisationId, subject: `venue:${venueId}`, details };
    await store.transact((tx) => recordAudit(tx, { ...trace, at: clock.now(), action: 'visits.listed' }));
  }

  return {
    async listPage(query) {
      const before = query.before === undefined ? undefined : parseCursor(query.before);
      if (before === null) return null;
      const day = query.day ?? clock.today();
      await recordReading(query.venueId, query.by, { how: 'screen', day });
      return listPage(deps, { ...query, day, before });
    },
    async figures(venueId, day) {
      const capacity = await doors.findCapacity(venueId);
      return readDayFigures(store.read, { venueId, day: day ?? clock.today(), now: clock.now(), timeZone, capacity });
    },
    async watch({ by, ...request }, send, signal) {
      await recordReading(request.venueId, by, { how: 'stream' });
      await watchVisits({ ...request, db: store.read, keys, feed }, send, signal);
    },
    count: (range) => countVisitsOfRange(store.read, toRangeQuery(range, timeZone)),
    readMasked: (range) => readPages(deps, range, 'masked'),
    async *readRevealed(range, trace) {
      const { from, to } = range;
      const details = { ...trace.details, from, to };
      await store.transact((tx) => recordAudit(tx, { ...trace, details, at: clock.now(), action: 'visits.revealed' }));
      yield* readPages(deps, range, 'revealed');
    },
  };
}

const toRangeQuery = ({ venueId, entranceId, from, to }: DayRange, timeZone: string): RangeQuery => ({
  venueId,
  entranceId,
  from: startOfDay(from, timeZone),
  until: endOfDay(to, timeZone),
});

async function listPage(
  { store, keys }: VisitDependencies,
  query: Omit<PageQuery, 'before' | 'day'> & { readonly before: Keyset | undefined; readonly day: CalendarDay },
): Promise<VisitPage> {
  const { venueId, entranceId, before, day } = query;
  const records = await listVisitsOfDay(store.read, { venueId, day, entranceId, before, limit: PAGE + 1 });
  const page = records.slice(0, PAGE);
  const last = records.length > PAGE ? page.at(-1) : undefined;
  return {
    day,
    visits: await toVisitRows({ db: store.read, keys }, venueId, page, query.reader),
    next: last ? formatCursor(last) : null,
  };
}

const formatCursor = ({ arrivedAt, id }: VisitRecord): string => `${arrivedAt}_${id}`;

function parseCursor(text: string): Keyset | null {
  const [, arrivedAt, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text) ?? [];
  return arrivedAt === undefined || id === undefined ? null : { arrivedAt: Number(arrivedAt), id: id as VisitId };
}

async function* readPages(
  { store, keys, timeZone }: VisitDependencies,
  range: DayRange,
  detail: Detail,
): AsyncGenerator<readonly VisitLine[]> {
  const query = toRangeQuery(range, timeZone);
  let after: Keyset | undefined;
  for (;;) {
    const records = await listVisitsOfRange(store.read, query, after, BULK_PAGE);
    if (records.length > 0) yield records.map((record) => readVisit(keys, record, detail));
    after = records.at(-1);
    if (records.length < BULK_PAGE) return;
    // The store answers synchronously: without a turn of the loop nobody else would be served.
    await setImmediate();
  }
}
