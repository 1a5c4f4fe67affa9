import { addDays, type CalendarDay, type Instant } from './instant.ts';
import { endOfDay } from './zoned-time.ts';

export const RIGHTS_KINDS = ['access', 'correction', 'erasure', 'withdrawal'] as const;
type RightsKind = (typeof RIGHTS_KINDS)[number];

/** Law 91/2025/QH15, Decree 356/2025: working days until the person hears that the request was received. */
export const ACKNOWLEDGE_WORKING_DAYS = 2;

/** Decree 356/2025: whole days from receipt until it is done. */
export const RIGHTS_DAYS: Readonly<Record<RightsKind, number>> = {
  access: 10,
  correction: 10,
  withdrawal: 15,
  erasure: 20,
};

/**
 * Once, for a request that is hard, and told to the person. All of it stays within the 30 days for which the person's own
 * contact may be kept.
 */
export const RIGHTS_EXTENSION_DAYS: Readonly<Record<RightsKind, number>> = {
  access: 10,
  correction: 10,
  withdrawal: 15,
  erasure: 10,
};

/** Hours within which the authority is told of a breach (Law 91/2025). */
export const BREACH_NOTICE_HOURS = 72;

/** New Year, Liberation Day, Labour Day, National Day and the day after: month-day, the same each year. */
const FIXED = new Set(['01-01', '04-30', '05-01', '09-01', '09-02']);

/** Tết (eve to the fourth day) and the Hùng Kings' day, which follow the moon as seen in Viet Nam. */
const LUNAR: Readonly<Record<string, readonly [tet: CalendarDay, hungKings: CalendarDay]>> = {
  '2026': ['2026-02-17', '2026-04-26'],
  '2027': ['2027-02-06', '2027-04-16'],
  '2028': ['2028-01-26', '2028-04-04'],
  '2029': ['2029-02-13', '2029-04-23'],
  '2030': ['2030-02-02', '2030-04-12'],
};

/** @param extra what the government adds each year, as days bridged or moved. */
export function isWorkingDay(day: CalendarDay, extra: ReadonlySet<CalendarDay> = new Set()): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || FIXED.has(day.slice(5)) || extra.has(day)) return false;
  const lunar = LUNAR[day.slice(0, 4)];
  if (!lunar) return true;
  const [tet, hungKings] = lunar;
  return day !== hungKings && !(day >= addDays(tet, -1) && day <= addDays(tet, 3));
}

/** The `count`-th working day after `day`. */
export function addWorkingDays(day: CalendarDay, count: number, extra?: ReadonlySet<CalendarDay>): CalendarDay {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, extra)) left -= 1;
  }
  return at;
}

export interface RightsDeadlines {
  readonly acknowledgeBy: Instant;
  readonly dueAt: Instant;
}

/** Both end with the last moment of their day. @param receivedOn day of receipt. */
export function deadlinesOf(
  kind: RightsKind,
  receivedOn: CalendarDay,
  timeZone: string,
  holidays?: ReadonlySet<CalendarDay>,
): RightsDeadlines {
  const acknowledgeOn = addWorkingDays(receivedOn, ACKNOWLEDGE_WORKING_DAYS, holidays);
  return {
    acknowledgeBy: endOfDay(acknowledgeOn, timeZone) - 1,
    dueAt: endOfDay(addDays(receivedOn, RIGHTS_DAYS[kind]), timeZone) - 1,
  };
}
