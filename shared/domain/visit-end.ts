import { z } from 'zod';
import { addDays, dayOf, type Instant } from './instant.ts';
import { type LocalTime, minutesOf } from './local-time.ts';
import { lastClosing, nextClosing, type OpeningHours } from './opening-hours.ts';
import { atWallClock } from './zoned-time.ts';

/** scan: by a code at a door. staff: somebody of the staff saw them go. automatic: the visit ended by itself. */
export const leftHowSchema = z.enum(['scan', 'staff', 'automatic']);
export type LeftHow = z.infer<typeof leftHowSchema>;

/** By one clock on all days, or by what each day of the week closes at. */
export const closingBySchema = z.enum(['clock', 'hours']);
export type ClosingBy = z.infer<typeof closingBySchema>;

export interface VisitEndRule {
  /** Counted from the arrival, or from the last time the person was seen. */
  readonly maxStayMs: number;
  readonly closingBy: ClosingBy;
  /** By the clock everybody is checked out then; null: never closed. */
  readonly closesAt: LocalTime | null;
  /** By the hours everybody is checked out when they end; null, where nobody knows them: by the clock. */
  readonly openingHours: OpeningHours | null;
  readonly timeZone: string;
}

/** When a visit that nobody closes ends by itself: after the longest stay, or when the venue closes next, whichever is first. */
export function endOfVisit(seenAt: Instant, rule: VisitEndRule): Instant {
  return Math.min(seenAt + rule.maxStayMs, closingAfter(seenAt, rule) ?? Number.POSITIVE_INFINITY);
}

/** Who comes at the very minute of closing came after it. */
function closingAfter(at: Instant, { closingBy, openingHours, closesAt, timeZone }: VisitEndRule): Instant | null {
  if (closingBy === 'hours' && openingHours !== null) return nextClosing(openingHours, at, timeZone);
  if (closesAt === null) return null;
  const today = atWallClock(dayOf(at, timeZone), minutesOf(closesAt), timeZone);
  return today > at ? today : atWallClock(addDays(dayOf(at, timeZone), 1), minutesOf(closesAt), timeZone);
}

/** Who was seen then or later may still be inside: the others' visits ended by themselves. */
export function earliestInside(now: Instant, rule: VisitEndRule): Instant {
  return Math.max(0, now - rule.maxStayMs, closingBefore(now, rule) ?? 0);
}

function closingBefore(at: Instant, { closingBy, openingHours, closesAt, timeZone }: VisitEndRule): Instant | null {
  if (closingBy === 'hours' && openingHours !== null) return lastClosing(openingHours, at, timeZone);
  if (closesAt === null) return null;
  const today = atWallClock(dayOf(at, timeZone), minutesOf(closesAt), timeZone);
  return today <= at ? today : atWallClock(addDays(dayOf(at, timeZone), -1), minutesOf(closesAt), timeZone);
}
