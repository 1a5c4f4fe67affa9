import { z } from 'zod';

/** The first moment of 2101: what lies beyond is a broken clock. */
export const LATEST_INSTANT = 4_133_980_800_000;

/** A UTC instant in milliseconds since the Unix epoch. Fields that hold one end in `At`; durations end in `Ms`. */
export const instantSchema = z.int().min(0).max(LATEST_INSTANT);
export type Instant = number;

/** A calendar day `YYYY-MM-DD` in the deployment's time zone. */
export const calendarDaySchema = z.iso.date();
export type CalendarDay = string;

export const DEFAULT_TIME_ZONE = 'Asia/Ho_Chi_Minh';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone an IANA zone name; an unknown one throws RangeError. */
export function dayOf(at: Instant, timeZone: string = DEFAULT_TIME_ZONE): CalendarDay {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(timeZone, format);
  }
  return format.format(at);
}

/** Calendar arithmetic on the day itself, free of zones and daylight saving. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
