import { setImmediate } from 'node:timers/promises';
import type { BreachFindings, BreachWindow, DetailLevel, Reading } from '#shared/contract/portal-audit.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, dayOf } from '#shared/domain/instant.ts';
import { HARD_MAXIMUM_DAYS } from '#shared/domain/retention.ts';
import {
  isReading,
  listActions,
  listNames,
  listSince,
  readDetails,
  toReading,
  venueOf,
} from '../audit-view/service.ts';
import type { Readable } from '../store/access.ts';
import { type ExposedVisit, listVisitsById, listVisitsOfDays, listVisitsOfKiosk } from './reader.ts';

const SHOWN = 200;
const MOST_READINGS = 50_000;
const PAGE = 2_000;

/** A visit and the worst that was shown of it. */
export interface Exposure {
  readonly visit: ExposedVisit;
  readonly level: DetailLevel;
}

export interface Exposed {
  readonly readings: readonly Reading[];
  readonly exports: number;
  readonly exposures: ReadonlyMap<string, Exposure>;
}

/** What of a venue a reading showed. */
interface Scope {
  readonly venueId: VenueId;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly level: DetailLevel;
  /** A screen of whoever is there now. */
  readonly at: number | null;
}

/** Everything that was read in a window, by whom, and whose data were within it. */
export async function findExposed(
  db: Readable,
  organisationId: OrganisationId,
  window: BreachWindow,
  timeZone: string,
): Promise<Exposed> {
  const exposures = new Map<string, Exposure>();
  const expose = (visit: ExposedVisit, level: DetailLevel): void => {
    if (exposures.get(visit.id)?.level !== 'full') exposures.set(visit.id, { visit, level });
  };
  if (window.kioskId !== null) {
    const there = await listVisitsOfKiosk(db, organisationId, window.kioskId, window, 100_000);
    for (const visit of there) expose(visit, 'full');
    if (window.accountId === null) return { readings: [], exports: 0, exposures };
  }
  const actions = (await listActions(db, organisationId)).filter((action) => isReading(action));
  const all = await listSince(db, organisationId, actions, { from: window.from, until: window.until }, MOST_READINGS);
  const rows = all.filter(({ actor }) => window.accountId === null || actor === window.accountId);
  const names = await listNames(db, organisationId);
  const scopes = new Map<string, Scope>();
  const single = new Map<string, DetailLevel>();
  for (const row of rows) {
    const { level } = toReading(row, names);
    const details = readDetails(row.details);
    if (row.subject.startsWith('visit:')) {
      const id = row.subject.slice('visit:'.length);
      // The worst of them: who was shown in full is not hidden by a later look at the masked.
      if (row.action !== 'rights.readers-listed' && single.get(id) !== 'full') single.set(id, level);
      continue;
    }
    const venueId = venueOf(row, details) as VenueId | null;
    if (venueId === null) continue;
    const day = dayOf(row.at, timeZone);
    const [from, to] = daysOf(details, day);
    const isNow = details['day'] === undefined && details['from'] === undefined;
    const scope: Scope = { venueId, from, to, level, at: isNow ? row.at : null };
    scopes.set(JSON.stringify(scope), scope);
  }
  for (const scope of scopes.values()) {
    // The store answers at once: screens that were looked at for a month would keep every kiosk waiting.
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
    // oxlint-disable-next-line no-await-in-loop
    for await (const visit of readScope(db, scope)) expose(visit, scope.level);
  }
  for (const visit of await listVisitsById(db, organisationId, [...single.keys()])) {
    expose(visit, single.get(visit.id) ?? 'masked');
  }
  const exports = rows.filter(({ action }) => action.startsWith('export.')).length;
  return { readings: rows.map((row) => toReading(row, names)), exports, exposures };
}

/** Files name their days; a screen of now can show who came the day before. */
function daysOf(details: Readonly<Record<string, unknown>>, today: CalendarDay): readonly [CalendarDay, CalendarDay] {
  const { from, to, day } = details;
  if (typeof from === 'string' && typeof to === 'string') return [from, to];
  if (typeof day === 'string') return [day, day];
  return [addDays(today, -1), today];
}

async function* readScope(db: Readable, { venueId, from, to, at }: Scope): AsyncGenerator<ExposedVisit> {
  // Nothing is kept longer: what is older showed nothing.
  const earliest = addDays(to, -(HARD_MAXIMUM_DAYS * 2));
  const days = { from: from < earliest ? earliest : from, to };
  for (let after = ''; ; ) {
    // oxlint-disable-next-line no-await-in-loop
    const page = await listVisitsOfDays(db, venueId, days, after, PAGE);
    for (const visit of page) {
      if (at === null || (visit.arrivedAt <= at && at <= visit.endedAt)) yield visit;
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.id;
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
  }
}

/** @param canOpen whether the visit's contact is still there. */
export function summarise(exposed: Exposed, canOpen: (visit: ExposedVisit) => boolean): BreachFindings {
  const all = [...exposed.exposures.values()];
  const venues = new Map<VenueId, { id: VenueId; name: string; visits: number }>();
  for (const { visit } of all) {
    const known = venues.get(visit.venueId) ?? { id: visit.venueId, name: visit.venueName, visits: 0 };
    venues.set(visit.venueId, { ...known, visits: known.visits + 1 });
  }
  return {
    readings: exposed.readings.slice(0, SHOWN),
    cut: exposed.readings.length > SHOWN,
    visits: all.length,
    full: all.filter(({ level }) => level === 'full').length,
    reachable: all.filter(({ visit }) => canOpen(visit)).length,
    withHealth: all.filter(({ visit }) => visit.hasHealth > 0).length,
    exports: exposed.exports,
    venues: [...venues.values()].toSorted((a, b) => b.visits - a.visits),
  };
}
