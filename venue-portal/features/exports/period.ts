import { addDays, type CalendarDay } from '#shared/domain/instant.ts';

export const PERIODS = ['today', 'week', 'month', 'own'] as const;
export type Period = (typeof PERIODS)[number];

export interface Days {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** The days that a period stands for today; null: they are chosen by hand. */
export function daysOf(period: Period, today: CalendarDay): Days | null {
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'own':
      return null;
  }
}

/** The period that these days are. */
export const periodOf = ({ from, to }: Days, today: CalendarDay): Period =>
  PERIODS.find((period) => {
    const days = daysOf(period, today);
    return days?.from === from && days.to === to;
  }) ?? 'own';
