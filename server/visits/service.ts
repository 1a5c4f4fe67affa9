import type { DayFigures, VisitRow } from '#shared/contract/portal-api.ts';
import type { Insights, RevealedContact, VisitDetail } from '#shared/contract/portal-visits.ts';
import type { EntranceId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import { type AuditDetails, createReadings, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DoorService } from '../doors/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import type { VisitFeed } from '../sync/visit-feed.ts';
import { readLogPages } from './bulk-log.ts';
import { readDayFigures } from './day-figures.ts';
import { type InsightRange, readInsights } from './insights.ts';
import type { LogFilter } from './log-filter.ts';
import { createLogPages, type LogPages, type ScreenReader } from './log-pages.ts';
import { findVisit } from './reader.ts';
import { readSteps } from './visit-detail.ts';
import { type Detail, readVisit, type VisitLine } from './visit-line.ts';
import { type RowReader, toVisitRows } from './visit-rows.ts';
import { watchVisits } from './watch-visits.ts';

export { countLog, type LogParts, readLogPages } from './bulk-log.ts';
export type { LogFilter } from './log-filter.ts';
export type { ScreenReader } from './log-pages.ts';
export { countParties } from './reader.ts';
export { readContactMasked, readContactRevealed, type VisitLine } from './visit-line.ts';
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

export interface VisitService extends LogPages {
  /** One visit and what happened in it, masked. null: there is none, or it was cancelled. */
  detail(visitId: VisitId, reader: RowReader, by: ScreenReader): Promise<VisitDetail | null>;
  /** Name and phone of one visit in full; each time in the trail first. null as in {@link detail}. */
  reveal(visitId: VisitId, by: ScreenReader): Promise<RevealedContact | null>;
  insights(range: InsightRange): Promise<Insights>;
  figures(venueId: VenueId, day: CalendarDay | undefined): Promise<DayFigures>;
  /** Sends visits, masked, as they come and change; ends with the signal or the session. */
  watch(watch: WatchRequest, send: (row: VisitRow) => void, signal: AbortSignal): Promise<void>;
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
  readonly keys: Pick<KeyService, 'open' | 'indexOf'>;
  readonly feed: Pick<VisitFeed, 'subscribe'>;
  readonly timeZone: string;
  readonly doors: Pick<DoorService, 'findCapacity'>;
}

/** Opening so many takes about 5 ms. */
const BULK_STRETCH = 250;

export function createVisitService(deps: VisitDependencies): VisitService {
  const { store, clock, keys, feed, timeZone, doors } = deps;
  const isNewReading = createReadings(clock);

  async function recordReading(subject: string, { accountId, organisationId }: ScreenReader, details: AuditDetails) {
    if (!isNewReading(JSON.stringify([accountId, subject, details]))) return;
    const trace = { actor: accountId, organisationId, subject, details };
    await store.transact((tx) => recordAudit(tx, { ...trace, at: clock.now(), action: 'visits.listed' }));
  }

  return {
    ...createLogPages(deps),
    async detail(visitId, reader, by) {
      const record = await findVisit(store.read, visitId);
      if (!record) return null;
      // Of this visit alone, and of it whenever it was: not of whoever is there now.
      await recordReading(`visit:${visitId}`, by, { how: 'visit', venueId: record.venueId });
      const [visit] = await toVisitRows({ db: store.read, keys }, record.venueId, [record], reader);
      return visit ? { visit, steps: await readSteps(store.read, record, reader) } : null;
    },
    reveal: (visitId, by) => reveal(deps, visitId, by),
    insights: (range) => readInsights(store.read, range, { today: clock.today(), timeZone }),
    async figures(venueId, day) {
      const capacity = await doors.findCapacity(venueId);
      return readDayFigures(store.read, { venueId, day: day ?? clock.today(), now: clock.now(), timeZone, capacity });
    },
    async watch({ by, ...request }, send, signal) {
      await recordReading(`venue:${request.venueId}`, by, { how: 'stream' });
      await watchVisits({ ...request, db: store.read, keys, feed }, send, signal);
    },
    readMasked: (range) => readPages(deps, range, 'masked'),
    async *readRevealed(range, trace) {
      const { from, to } = range;
      const details = { ...trace.details, from, to };
      await store.transact((tx) => recordAudit(tx, { ...trace, details, at: clock.now(), action: 'visits.revealed' }));
      yield* readPages(deps, range, 'revealed');
    },
  };
}

async function reveal(
  { store, clock, keys }: VisitDependencies,
  visitId: VisitId,
  { accountId, organisationId }: ScreenReader,
): Promise<RevealedContact | null> {
  const record = await findVisit(store.read, visitId);
  if (!record) return null;
  const trace = { at: clock.now(), actor: accountId, organisationId, subject: `visit:${visitId}` };
  await store.transact((tx) => recordAudit(tx, { ...trace, action: 'visit.revealed' }));
  const { name, phone } = readVisit(keys, record, 'revealed');
  return { name, phone };
}

function readPages(
  { store, keys, timeZone, clock }: VisitDependencies,
  { from, to, ...place }: DayRange,
  detail: Detail,
): AsyncIterable<readonly VisitLine[]> {
  const filter: LogFilter = { ...place, from: startOfDay(from, timeZone), until: endOfDay(to, timeZone) };
  return readLogPages({ db: store.read, keys }, { filter, now: clock.now(), detail, stretch: BULK_STRETCH });
}
