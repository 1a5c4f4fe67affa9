import { expect, it } from 'vitest';
import { daysOf, PERIODS, periodOf } from './period.ts';

it('knows the days of a period, and the period of days', () => {
  const today = '2026-11-22';
  expect(daysOf('today', today)).toEqual({ from: today, to: today });
  expect(daysOf('week', today)).toEqual({ from: '2026-11-16', to: today });
  expect(daysOf('month', today)).toEqual({ from: '2026-11-01', to: today });
  for (const period of PERIODS) {
    const days = daysOf(period, today);
    if (days) expect(periodOf(days, today)).toBe(period);
  }
  expect(periodOf({ from: '2026-11-03', to: today }, today)).toBe('own');
});

it('takes the shorter name where two periods are the same days', () => {
  expect(periodOf({ from: '2026-11-01', to: '2026-11-01' }, '2026-11-01')).toBe('today');
  expect(periodOf({ from: '2026-11-01', to: '2026-11-07' }, '2026-11-07')).toBe('week');
});
