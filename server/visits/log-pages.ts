import { createHmac, randomBytes } from 'node:crypto';
import type { LogFilter as LogWish, VisitPage, VisitSearchPage } from '#shared/contract/portal-visits.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import { type AuditAction, type AuditDetails, createReadings, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import type { LogFilter } from './log-filter.ts';
import { type LogPage, readLogPage } from './log-reader.ts';
import { readWanted, searchLog } from './search-log.ts';
import { type RowReader, toVisitRows } from './visit-rows.ts';

/** Who reads on a screen. The trail says so, once in ten minutes for one that stays open. */
export interface ScreenReader {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
}

export interface PageQuery {
  readonly venueId: VenueId;
  readonly filter: LogWish;
  /** `next` of the page before. */
  readonly before: string | undefined;
  readonly reader: RowReader;
  readonly by: ScreenReader;
}

export interface LogPages {
  /** Newest first, masked. null when `before` is none of ours. */
  listPage(query: PageQuery): Promise<VisitPage | null>;
  /** As {@link listPage}, of whoever is looked for; each search is in the trail, what was looked for is not. */
  search(query: PageQuery, text: string): Promise<VisitSearchPage | 'bad-cursor' | 'bad-text'>;
}

export interface LogParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'open' | 'indexOf'>;
  readonly timeZone: string;
}

const PAGE = 100;

export function createLogPages(parts: LogParts): LogPages {
  const { store, clock, timeZone, keys } = parts;
  const isNewReading = createReadings(clock);
  // What people look for stays in this process, for the minutes in which it is one search, and not as it was typed.
  const secret = randomBytes(16).toString('hex');

  async function recordReading(query: PageQuery, action: AuditAction, details: AuditDetails, text = '') {
    const { accountId, organisationId } = query.by;
    const known = [accountId, query.venueId, action, details, text && keyOf(text)];
    if (!isNewReading(JSON.stringify(known))) return;
    const trace = { actor: accountId, organisationId, subject: `venue:${query.venueId}`, details };
    await store.transact((tx) => recordAudit(tx, { ...trace, at: clock.now(), action }));
  }
  const keyOf = (text: string): string => createHmac('sha256', secret).update(text).digest('base64');

  return {
    async listPage(query) {
      const range = rangeOf(query.filter, clock.today());
      const before = query.before === undefined ? undefined : parseCursor(query.before);
      if (before === null) return null;
      await recordReading(query, 'visits.listed', { how: 'screen', ...range, ...describeFilter(query.filter) });
      const filter = toFilter(query, range, timeZone);
      const page = await readLogPage(store.read, filter, { before, limit: PAGE, now: clock.now() });
      return { ...range, ...(await presentPage(parts, query, page)) };
    },
    async search(query, text) {
      const range = rangeOf(query.filter, clock.today());
      const before = query.before === undefined ? undefined : parseCursor(query.before);
      if (before === null) return 'bad-cursor';
      const wanted = readWanted(text);
      if (!wanted) return 'bad-text';
      const { by } = wanted;
      await recordReading(query, 'visits.searched', { by, ...range, ...describeFilter(query.filter) }, text);
      const filter = toFilter(query, range, timeZone);
      const step = { filter, before, limit: PAGE, now: clock.now() };
      const page = await searchLog({ db: store.read, keys, timeZone }, wanted, step);
      return { ...range, ...(await presentPage(parts, query, page)), by, examined: page.examined };
    },
  };
}

interface Range {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** A range of which only one end is given is that day. */
const rangeOf = ({ from, to }: LogWish, today: CalendarDay): Range => {
  const first = from ?? to ?? today;
  return { from: first, to: to ?? first };
};

const toFilter = ({ venueId, filter }: PageQuery, { from, to }: Range, timeZone: string): LogFilter => ({
  ...filter,
  venueId,
  from: startOfDay(from, timeZone),
  until: endOfDay(to, timeZone),
});

/** For the trail: what was filtered by, in one word each. */
const describeFilter = ({ from: _from, to: _to, ...filter }: LogWish): AuditDetails =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );

async function presentPage({ store, keys }: LogParts, { venueId, reader }: PageQuery, { records, next }: LogPage) {
  return {
    visits: await toVisitRows({ db: store.read, keys }, venueId, records, reader),
    next: next && formatCursor(next),
    reachedAt: next?.arrivedAt ?? null,
  };
}
