import { addDays, type CalendarDay, HOUR_MS, type Instant, MINUTE_MS } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';

/** As long as names are kept: what is older nobody could open. */
const DAYS_BEFORE = 20;
/** How busy a noodle shop is by the weekday, from Sunday. */
const SHARE_OF_DAY = [1.3, 0.7, 0.8, 0.8, 0.9, 1, 1.2];
/** And by the hour, from 6 to 21. */
const ARRIVALS_PER_HOUR = [4, 7, 5, 2, 1, 4, 5, 2, 1, 1, 2, 4, 4, 2, 1, 0];
const OPENS_AT = 6;
/** So that a start at a quiet hour has something to show for now. */
const LAST_MINUTES = [47, 38, 31, 24, 17, 11, 6, 2];

/** Arrivals of the weeks before and of today up to now, oldest first. */
export function planArrivals(today: CalendarDay, now: Instant, timeZone: string): Instant[] {
  const midnight = startOfDay(today, timeZone);
  const soFar = arrivalsOf(today, timeZone).filter((at) => at < now);
  const recent = LAST_MINUTES.map((minutes) => now - minutes * MINUTE_MS).filter((at) => at >= midnight);
  const isQuiet = soFar.filter((at) => at >= now - HOUR_MS).length < LAST_MINUTES.length / 2;
  const before = Array.from({ length: DAYS_BEFORE }, (_, n) => arrivalsOf(addDays(today, -1 - n), timeZone)).flat();
  return [...before, ...soFar, ...(isQuiet ? recent : [])].toSorted((a, b) => a - b);
}

function arrivalsOf(day: CalendarDay, timeZone: string): Instant[] {
  const midnight = startOfDay(day, timeZone);
  const share = SHARE_OF_DAY[new Date(day).getUTCDay()] ?? 1;
  return ARRIVALS_PER_HOUR.flatMap((usual, index) => {
    const count = Math.round(usual * share);
    return Array.from({ length: count }, (_, i) => {
      const jitter = ((index * 7 + i * 13) % 11) * 20_000;
      return midnight + (OPENS_AT + index) * HOUR_MS + Math.floor((i * HOUR_MS) / count) + jitter;
    });
  });
}
