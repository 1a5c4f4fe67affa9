import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import { dayOf } from '#shared/domain/instant.ts';

/** The server's time; the only one that retention runs on (SYNC-SPEC T3). */
export interface Clock {
  now(): Instant;
  /** Calendar day in the deployment's zone. */
  today(): CalendarDay;
}

export const createClock = (timeZone: string, now: () => Instant = Date.now): Clock => ({
  now,
  today: () => dayOf(now(), timeZone),
});
