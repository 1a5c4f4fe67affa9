import { z } from 'zod';
import { addDays, type CalendarDay, dayOf, type Instant } from './instant.ts';
import { type LocalTime, minutesOf } from './local-time.ts';
import { startOfDay, zoneOffsetMs } from './zoned-time.ts';

/** scan: by a code at a door. staff: somebody of the staff saw them go. automatic: the visit ended by itself. */
export const leftHowSchema = z.enum(['scan', 'staff', 'automatic']);
export type LeftHow = z.infer<typeof leftHowSchema>;

export interface VisitEndRule {
  /** Counted from the arrival, or from the last time the person was seen. */
  readonly maxStayMs: number;
  /** Everybody is checked out then; null: never closed. */
  readonly closesAt: LocalTime | null;
  readonly timeZone: string;
}

/** When a visit that nobody closes ends by itself: after the longest stay, or when the venue closes next, whichever is first. */
export function endOfVisit(seenAt: Instant, { maxStayMs, closesAt, timeZone }: VisitEndRule): Instant {
  const longest = seenAt + maxStayMs;
  return closesAt === null ? longest : Math.min(longest, nextClosing(seenAt, closesAt, timeZone));
}

/** Who comes at the very minute of closing came after it. */
function nextClosing(at: Instant, closesAt: LocalTime, timeZone: string): Instant {
  const day = dayOf(at, timeZone);
  const today = closingOf(day, closesAt, timeZone);
  return today > at ? today : closingOf(addDays(day, 1), closesAt, timeZone);
}

/** What a clock on the wall shows then, also on the days on which it is put forward or back. */
function closingOf(day: CalendarDay, closesAt: LocalTime, timeZone: string): Instant {
  const start = startOfDay(day, timeZone);
  const guess = start + minutesOf(closesAt) * 60_000;
  return guess - (zoneOffsetMs(guess, timeZone) - zoneOffsetMs(start, timeZone));
}
