import { z } from 'zod';
import { addDays, dayOf, type Instant } from './instant.ts';
import { type LocalTime, localTimeSchema, minutesOf } from './local-time.ts';
import { startOfDay } from './zoned-time.ts';

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

const weekdayOf = (day: string): Weekday => WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** How long it is open on a day that begins with these hours, in minutes. */
export function openMinutes({ from, to }: Hours): number {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + DAY_MINUTES;
}

/**
 * Since when a venue is open, as seen at an instant; hours that meet over midnight count as one.
 *
 * @param hours null: nobody said, so it counts as always open.
 * @returns null while it is closed; `always` where it never closes.
 */
export function openSince(hours: OpeningHours | null, at: Instant, timeZone?: string): Instant | 'always' | null {
  if (hours === null) return 'always';
  const today = dayOf(at, timeZone);
  let since: Instant | null = null;
  for (let back = 0; back <= 8; back += 1) {
    const day = addDays(today, -back);
    const open = hours[weekdayOf(day)];
    if (!open) continue;
    const from = startOfDay(day, timeZone) + minutesOf(open.from) * MINUTE_MS;
    const to = from + openMinutes(open) * MINUTE_MS;
    const meets = since === null ? from <= at && at < to : from < since && since <= to;
    if (meets) since = from;
  }
  if (since === null) return null;
  return at - since >= 7 * DAY_MINUTES * MINUTE_MS ? 'always' : since;
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
