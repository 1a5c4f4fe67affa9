import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import { addDays } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How busy a noodle shop is by the hour, from 6 to 21. */
const ARRIVALS_PER_HOUR = [4, 7, 5, 2, 1, 4, 5, 2, 1, 1, 2, 4, 4, 2, 1, 0];
const OPENS_AT = 6;
/** So that a start at a quiet hour has something to show for now. */
const LAST_MINUTES = [47, 38, 31, 24, 17, 11, 6, 2];

/** Arrivals of yesterday and of today up to now, oldest first. */
export function planArrivals(today: CalendarDay, now: Instant, timeZone: string): Instant[] {
  const midnight = startOfDay(today, timeZone);
  const soFar = arrivalsOfDay(midnight).filter((at) => at < now);
  const recent = LAST_MINUTES.map((minutes) => now - minutes * MINUTE_MS).filter((at) => at >= midnight);
  const isQuiet = soFar.filter((at) => at >= now - HOUR_MS).length < LAST_MINUTES.length / 2;
  const ofToday = isQuiet ? [...soFar, ...recent] : soFar;
  return [...arrivalsOfDay(startOfDay(addDays(today, -1), timeZone)), ...ofToday].toSorted((a, b) => a - b);
}

const arrivalsOfDay = (midnight: Instant): Instant[] =>
  ARRIVALS_PER_HOUR.flatMap((count, index) =>
    Array.from({ length: count }, (_, i) => {
      const jitter = ((index * 7 + i * 13) % 11) * 20_000;
      return midnight + (OPENS_AT + index) * HOUR_MS + Math.floor((i * HOUR_MS) / count) + jitter;
    }),
  );
