import type { Insights } from '#shared/contract/portal-visits.ts';
import { addDays, type CalendarDay, daysBetween } from '#shared/domain/instant.ts';

/** More bars than this are told by the week. */
const MOST_DAYS = 62;

export interface CountOfTime {
  /** Of a week: its first day in the range. */
  readonly day: CalendarDay;
  readonly arrived: number;
}

/** 0 for Monday. 1970-01-05 was one. */
export const weekdayOf = (day: CalendarDay): number => ((daysBetween('1970-01-05', day) % 7) + 7) % 7;

/** From Monday. */
export const WEEKDAY_KEYS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;

/** @param weekday 0 for Monday. */
export const weekdayKey = (weekday: number): (typeof WEEKDAY_KEYS)[number] => WEEKDAY_KEYS[weekday] ?? 'd1';

/** Days as they are, or weeks from Monday where there are too many of them to tell apart. */
export function barsOfRange(perDay: Insights['perDay']): {
  readonly unit: 'day' | 'week';
  readonly bars: CountOfTime[];
} {
  if (perDay.length <= MOST_DAYS) return { unit: 'day', bars: perDay.map((count) => ({ ...count })) };
  const weeks = new Map<CalendarDay, { day: CalendarDay; arrived: number }>();
  for (const { day, arrived } of perDay) {
    const monday = addDays(day, -weekdayOf(day));
    const week = weeks.get(monday) ?? { day, arrived: 0 };
    week.arrived += arrived;
    weeks.set(monday, week);
  }
  return { unit: 'week', bars: [...weeks.values()] };
}

export interface HourAverage {
  /** 0 for Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly average: number;
}

/** Sums of a range as averages of one such hour, over the days on which anybody came: a closed or not yet begun week is none. */
export function averagePerHour({ perDay, perWeekdayHour }: Pick<Insights, 'perDay' | 'perWeekdayHour'>): HourAverage[] {
  const days = Array.from({ length: 7 }, () => 0);
  for (const { day, arrived } of perDay) if (arrived > 0) days[weekdayOf(day)] = (days[weekdayOf(day)] ?? 0) + 1;
  return perWeekdayHour.flatMap((hours, weekday) =>
    hours.map((sum, hour) => ({ weekday, hour, average: sum / Math.max(1, days[weekday] ?? 0) })),
  );
}
