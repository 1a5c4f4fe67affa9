import { setImmediate } from 'node:timers/promises';
import { type Insights, MAX_INSIGHT_DAYS, SMALLEST_GROUP } from '#shared/contract/portal-visits.ts';
import type { Way } from '#shared/domain/contact.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, daysBetween } from '#shared/domain/instant.ts';
import { endOfDay, QUARTER_MS, startOfDay, wallClockText } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';
import {
  type CountedRange,
  countByQuarter,
  countByWay,
  countSymptoms,
  type QuarterCount,
  type WayCount,
} from './quarters.ts';

export interface InsightRange {
  readonly venueId: VenueId;
  readonly entranceId: EntranceId | undefined;
  /** Days of the deployment's zone, both included; the range's last {@link MAX_INSIGHT_DAYS} when it is longer. */
  readonly from: CalendarDay | undefined;
  readonly to: CalendarDay | undefined;
}

interface Calendar {
  readonly today: CalendarDay;
  readonly timeZone: string;
}

/** What is counted in one go: at most some ten thousand rows, a few milliseconds. */
const STRETCH_DAYS = 7;
/** After so long others have their turn. */
const TURN_MS = 5;
const USUAL_DAYS = 28;
const WEEKS = 8;

/** Counts of a range, from those kept by the quarter of an hour, in stretches between which everybody else is served. */
export async function readInsights(db: Readable, range: InsightRange, calendar: Calendar): Promise<Insights> {
  const { venueId, entranceId } = range;
  const { from, to } = clampRange(range, calendar.today);
  const tally = createTally(from, to, calendar.timeZone);
  const isOwnTurn = createTurns();
  for (const stretch of stretchesOf(from, to, calendar.timeZone)) {
    const counted = { venueId, entranceId, ...stretch };
    await isOwnTurn();
    for (const row of await countByQuarter(db, counted)) tally.addQuarter(row);
    await isOwnTurn();
    for (const row of await countByWay(db, counted)) tally.addWay(row);
  }
  return { from, to, ...tally.read(), weeks: await readWeeks(db, venueId, calendar, isOwnTurn) };
}

function clampRange({ from, to }: InsightRange, today: CalendarDay): { from: CalendarDay; to: CalendarDay } {
  const last = to !== undefined && to < today ? to : today;
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  const earliest = addDays(last, 1 - MAX_INSIGHT_DAYS);
  return { from: first > last ? last : first < earliest ? earliest : first, to: last };
}

function* stretchesOf(
  from: CalendarDay,
  to: CalendarDay,
  timeZone: string,
): Generator<Pick<CountedRange, 'from' | 'until'>> {
  for (let first = from; first <= to; first = addDays(first, STRETCH_DAYS)) {
    const last = addDays(first, STRETCH_DAYS - 1);
    yield { from: startOfDay(first, timeZone), until: endOfDay(last < to ? last : to, timeZone) };
  }
}

function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await setImmediate();
    since = performance.now();
  };
}

function createTally(from: CalendarDay, to: CalendarDay, timeZone: string) {
  const perDay = new Map<CalendarDay, number>();
  for (let day = from; day <= to; day = addDays(day, 1)) perDay.set(day, 0);
  const perWeekdayHour = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const ways = new Map<Way, number>();
  return {
    addQuarter({ quarter, arrived }: QuarterCount): void {
      const wall = wallClockText(quarter * QUARTER_MS, timeZone);
      const day = wall.slice(0, 10);
      const hour = Number(wall.slice(11, 13));
      perDay.set(day, (perDay.get(day) ?? 0) + arrived);
      const hours = perWeekdayHour[weekdayOf(day)];
      if (hours) hours[hour] = (hours[hour] ?? 0) + arrived;
    },
    addWay({ way, arrived }: WayCount): void {
      if (arrived > 0) ways.set(way, (ways.get(way) ?? 0) + arrived);
    },
    read: () => ({
      perDay: [...perDay].map(([day, arrived]) => ({ day, arrived })),
      perWeekdayHour,
      ways: [...ways].map(([way, arrived]) => ({ way, arrived })).toSorted((a, b) => b.arrived - a.arrived),
    }),
  };
}

/** 0 for Monday. 1970-01-05 was one. */
const weekdayOf = (day: CalendarDay): number => ((daysBetween('1970-01-05', day) % 7) + 7) % 7;

/** Who told of symptoms, by week: of the whole venue, in weeks that are over, the same whatever else is asked for. */
async function readWeeks(
  db: Readable,
  venueId: VenueId,
  { today, timeZone }: Calendar,
  isOwnTurn: () => Promise<void>,
): Promise<Insights['weeks']> {
  const monday = addDays(today, -weekdayOf(today));
  const weeks: Insights['weeks'] = [];
  for (let week = WEEKS; week >= 1; week -= 1) {
    const from = addDays(monday, -7 * week);
    await isOwnTurn();
    const { arrived, symptoms } = await countSymptoms(db, {
      venueId,
      from: startOfDay(from, timeZone),
      until: endOfDay(addDays(from, 6), timeZone),
    });
    weeks.push({ from, arrived, symptoms: symptoms < SMALLEST_GROUP ? null : symptoms });
  }
  return weeks;
}
