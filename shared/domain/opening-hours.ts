import { z } from 'zod';
import { addDays, type CalendarDay, DAY_MS, dayOf, HOUR_MS, type Instant } from './instant.ts';
import { type LocalTime, localTimeSchema, minutesOf } from './local-time.ts';
import { atWallClock } from './zoned-time.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Closing not after opening: on the day after. The same: around the clock. */
const hoursSchema = z.strictObject({ from: localTimeSchema, to: localTimeSchema });
export type Hours = z.infer<typeof hoursSchema>;

/** null: closed on that day. */
export const openingHoursSchema = z.strictObject({
  monday: hoursSchema.nullable(),
  tuesday: hoursSchema.nullable(),
  wednesday: hoursSchema.nullable(),
  thursday: hoursSchema.nullable(),
  friday: hoursSchema.nullable(),
  saturday: hoursSchema.nullable(),
  sunday: hoursSchema.nullable(),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/**
 * Hours as a store keeps them.
 *
 * @param json null: nobody said.
 * @returns null also for what another version wrote otherwise.
 */
export function parseOpeningHours(json: string | null): OpeningHours | null {
  const parsed = openingHoursSchema.safeParse(json === null ? null : JSON.parse(json));
  return parsed.success ? parsed.data : null;
}

export const weekdayOf = (day: CalendarDay): Weekday =>
  WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';

const DAY_MINUTES = 1_440;
/** Every week is like the other: what does not happen in a week never does. Clocks may be put forward or back in it. */
const WEEK_MS = 7 * DAY_MS + 2 * HOUR_MS;

/** How long it is open on a day that begins with these hours, in minutes. */
export function openMinutes({ from, to }: Hours): number {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + DAY_MINUTES;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The hours that begin on a day. */
function spanOf(hours: OpeningHours, day: CalendarDay, timeZone?: string): Span | null {
  const open = hours[weekdayOf(day)];
  if (!open) return null;
  const from = minutesOf(open.from);
  return { from: atWallClock(day, from, timeZone), to: atWallClock(day, from + openMinutes(open), timeZone) };
}

/** Hours that meet over midnight count as one. Of the days from `first` to `last`, counted from that of an instant. */
function spansAround(
  hours: OpeningHours,
  at: Instant,
  [first, last]: readonly [number, number],
  timeZone?: string,
): Span[] {
  const today = dayOf(at, timeZone);
  const spans: Span[] = [];
  for (let ahead = first; ahead <= last; ahead += 1) {
    const next = spanOf(hours, addDays(today, ahead), timeZone);
    const before = spans.at(-1);
    if (next && before && next.from <= before.to)
      spans.splice(-1, 1, { from: before.from, to: Math.max(before.to, next.to) });
    else if (next) spans.push(next);
  }
  return spans;
}

/**
 * Since when a venue is open, as seen at an instant; hours that meet over midnight count as one.
 *
 * @param hours null: nobody said, so it counts as always open.
 * @returns null while it is closed; `always` where it never closes.
 */
export function openSince(hours: OpeningHours | null, at: Instant, timeZone?: string): Instant | 'always' | null {
  if (hours === null) return 'always';
  const open = spansAround(hours, at, [-9, 1], timeZone).find(({ from, to }) => from <= at && at < to);
  if (!open) return null;
  return at - open.from >= WEEK_MS ? 'always' : open.from;
}

/** When it opens next, for a venue that is closed at an instant; null where it is open, or never opens. */
export function nextOpening(hours: OpeningHours, at: Instant, timeZone?: string): Instant | null {
  const next = spansAround(hours, at, [-1, 8], timeZone).find(({ to }) => at < to);
  return next && at < next.from ? next.from : null;
}

/** When it closes next after an instant, whether or not it is open then; null where it never closes. */
export function nextClosing(hours: OpeningHours, at: Instant, timeZone?: string): Instant | null {
  const today = dayOf(at, timeZone);
  let to: Instant | null = null;
  // Looked at one by one: mostly the second or third day decides, and every arrival asks.
  for (let ahead = -1; ahead <= 9; ahead += 1) {
    const span = spanOf(hours, addDays(today, ahead), timeZone);
    if (!span || span.to <= at) continue;
    if (to !== null && to < span.from) return to;
    to = Math.max(to ?? 0, span.to);
  }
  return to !== null && to - at <= WEEK_MS ? to : null;
}

/** When it closed last, at an instant or before; null where it never closes. */
export function lastClosing(hours: OpeningHours, at: Instant, timeZone?: string): Instant | null {
  const last = spansAround(hours, at, [-9, 1], timeZone).findLast(({ to }) => to <= at);
  return last?.to ?? null;
}

/** The latest closing of the week, for a venue that lets everybody out by one clock; null where a day never ends. */
export function latestClosing(hours: OpeningHours): LocalTime | null {
  let latest: Hours | null = null;
  for (const day of WEEKDAYS) {
    const open = hours[day];
    if (open && open.from === open.to) return null;
    if (open && (latest === null || closingMinutes(open) > closingMinutes(latest))) latest = open;
  }
  return latest && latest.to;
}

const closingMinutes = (hours: Hours): number => minutesOf(hours.from) + openMinutes(hours);
