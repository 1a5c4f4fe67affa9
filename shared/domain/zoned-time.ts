import { addDays, type CalendarDay, DEFAULT_TIME_ZONE, HOUR_MS, type Instant } from './instant.ts';

/** Every zone's hours and days are made of quarters of an hour. */
export const QUARTER_MS = 900_000;
const REMEMBERED_QUARTERS = 4_096;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Quarter of an hour since the epoch -> offset. Zones change at quarters only, so one look-up serves a whole quarter. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** What a clock on the wall shows ahead of UTC, in ms. @throws RangeError for an unknown IANA zone name. */
export function zoneOffsetMs(at: Instant, timeZone: string = DEFAULT_TIME_ZONE): number {
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * QUARTER_MS;
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(start)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - start;
  if (zone.offsets.size >= REMEMBERED_QUARTERS) zone.offsets.clear();
  zone.offsets.set(quarter, offset);
  return offset;
}

/** `2026-11-05 14:03:22` as a clock on the wall of that zone shows it. */
export function wallClockText(at: Instant, timeZone: string = DEFAULT_TIME_ZONE): string {
  const shifted = new Date(at + zoneOffsetMs(at, timeZone)).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)}`;
}

/** The first instant of a day; where daylight saving skips midnight, the first one there is. */
export function startOfDay(day: CalendarDay, timeZone: string = DEFAULT_TIME_ZONE): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - zoneOffsetMs(midnight - 12 * HOUR_MS, timeZone);
  const start = midnight - zoneOffsetMs(guess, timeZone);
  return start + zoneOffsetMs(start, timeZone) < midnight ? guess : start;
}

/**
 * What a clock on the wall shows then, also on the days on which it is put forward or back.
 *
 * @param minutes since midnight; beyond 1,440 on the days after.
 */
export function atWallClock(day: CalendarDay, minutes: number, timeZone: string = DEFAULT_TIME_ZONE): Instant {
  const start = startOfDay(day, timeZone);
  const guess = start + minutes * 60_000;
  return guess - (zoneOffsetMs(guess, timeZone) - zoneOffsetMs(start, timeZone));
}

/** The instant at which a day is over: the next one's first. */
export const endOfDay = (day: CalendarDay, timeZone: string = DEFAULT_TIME_ZONE): Instant =>
  startOfDay(addDays(day, 1), timeZone);

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}
