import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Insights, MAX_INSIGHT_DAYS, SMALLEST_GROUP } from '#shared/contract/portal-visits.ts';
import type { Way } from '#shared/domain/contact.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, daysBetween, type Instant } from '#shared/domain/instant.ts';
import { endOfDay, startOfDay, wallClockText } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';

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

const QUARTER_MS = 900_000;
/** What is counted in one go: a busy quarter of a day is tens of thousands of rows of the index, about 5 ms. */
const STRETCH_MS = 6 * 3_600_000;
/** After so long others have their turn. */
const TURN_MS = 5;
const USUAL_DAYS = 28;
const WEEKS = 8;

/** Counts of a range, from the index alone, in stretches between which everybody else is served. */
export async function readInsights(db: Readable, range: InsightRange, calendar: Calendar): Promise<Insights> {
  const { from, to } = clampRange(range, calendar.today);
  const tally = createTally(from, to, calendar.timeZone);
  const isOwnTurn = createTurns();
  for (const stretch of stretchesOf(from, to, calendar.timeZone)) {
    await isOwnTurn();
    for (const row of await countStretch(db, range, stretch)) tally.add(row);
  }
  return { from, to, ...tally.read(), weeks: await readWeeks(db, range.venueId, calendar, isOwnTurn) };
}

function clampRange({ from, to }: InsightRange, today: CalendarDay): { from: CalendarDay; to: CalendarDay } {
  const last = to !== undefined && to < today ? to : today;
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  const earliest = addDays(last, 1 - MAX_INSIGHT_DAYS);
  return { from: first > last ? last : first < earliest ? earliest : first, to: last };
}

interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

function* stretchesOf(from: CalendarDay, to: CalendarDay, timeZone: string): Generator<Stretch> {
  const end = endOfDay(to, timeZone);
  for (let at = startOfDay(from, timeZone); at < end; at += STRETCH_MS) {
    yield { from: at, until: Math.min(end, at + STRETCH_MS) };
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

interface QuarterCount {
  /** Quarters of an hour since the Unix epoch: every zone's hours are made of them. */
  readonly quarter: number;
  readonly way: Way;
  readonly arrived: number;
}

const selectArrivals = (db: Readable, venueId: VenueId, { from, until }: Stretch) =>
  db
    .selectFrom('visits')
    .where('venue_id', '=', venueId)
    .where('arrived_at', '>=', from)
    .where('arrived_at', '<', until)
    .where('voided_at', 'is', null)
    .where('same_as', 'is', null);

export async function countStretch(
  db: Readable,
  { venueId, entranceId }: Pick<InsightRange, 'venueId' | 'entranceId'>,
  stretch: Stretch,
): Promise<QuarterCount[]> {
  const quarter = sql<number>`arrived_at / ${sql.lit(QUARTER_MS)}`;
  const rows = await selectArrivals(db, venueId, stretch)
    .select(({ fn }) => [quarter.as('quarter'), 'way', fn.countAll<number | string>().as('arrived')])
    .$if(entranceId !== undefined, (q) => q.where('entrance_id', '=', entranceId as EntranceId))
    .groupBy([quarter, 'way'])
    .execute();
  return rows.map(({ way, ...row }) => ({ way, quarter: row.quarter, arrived: Number(row.arrived) }));
}

function createTally(from: CalendarDay, to: CalendarDay, timeZone: string) {
  const perDay = new Map<CalendarDay, number>();
  for (let day = from; day <= to; day = addDays(day, 1)) perDay.set(day, 0);
  const perWeekdayHour = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const ways = new Map<Way, number>();
  return {
    add({ quarter, way, arrived }: QuarterCount): void {
      const wall = wallClockText(quarter * QUARTER_MS, timeZone);
      const day = wall.slice(0, 10);
      const hour = Number(wall.slice(11, 13));
      perDay.set(day, (perDay.get(day) ?? 0) + arrived);
      const hours = perWeekdayHour[weekdayOf(day)];
      if (hours) hours[hour] = (hours[hour] ?? 0) + arrived;
      ways.set(way, (ways.get(way) ?? 0) + arrived);
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

/**
 * Who told of symptoms, by week: of the whole venue, in weeks that are over, the same whatever else is asked for. What staff
 * decided afterwards does not count: it is what people declared.
 */
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
    let [arrived, symptoms] = [0, 0];
    for (const stretch of stretchesOf(from, addDays(from, 6), timeZone)) {
      await isOwnTurn();
      const counted = await countSymptoms(db, venueId, stretch);
      arrived += counted.arrived;
      symptoms += counted.symptoms;
    }
    weeks.push({ from, arrived, symptoms: symptoms < SMALLEST_GROUP ? null : symptoms });
  }
  return weeks;
}

export async function countSymptoms(
  db: Readable,
  venueId: VenueId,
  stretch: Stretch,
): Promise<{ arrived: number; symptoms: number }> {
  const row = await selectArrivals(db, venueId, stretch)
    .select(({ fn }) => [
      fn.countAll<number | string>().as('arrived'),
      sql<
        number | string
      >`count(case when verdict in ('see-staff', 'not-today') or resolved_at is not null then 1 end)`.as('symptoms'),
    ])
    .executeTakeFirstOrThrow();
  return { arrived: Number(row.arrived), symptoms: Number(row.symptoms) };
}
