import { describe, expect, it } from 'vitest';
import { addDays } from '#shared/domain/instant.ts';
import { averagePerHour, barsOfRange, weekdayOf } from './week-bars.ts';

/** 2026-11-02 is a Monday. */
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ day: addDays(from, n), arrived: 1 }));

describe('barsOfRange', () => {
  it('tells days while they can be told apart, and weeks from Monday beyond that', () => {
    expect(barsOfRange(days('2026-11-01', 62))).toMatchObject({ unit: 'day', bars: { length: 62 } });
    const { unit, bars } = barsOfRange(days('2026-11-01', 63));
    expect(unit).toBe('week');
    expect(bars.slice(0, 3)).toEqual([
      { day: '2026-11-01', arrived: 1 },
      { day: '2026-11-02', arrived: 7 },
      { day: '2026-11-09', arrived: 7 },
    ]);
    expect(bars.reduce((sum, { arrived }) => sum + arrived, 0)).toBe(63);
  });
});

describe('averagePerHour', () => {
  it('divides by how often the venue had visitors on that weekday', () => {
    const perWeekdayHour = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 6));
    const averages = averagePerHour({ perDay: days('2026-11-02', 8), perWeekdayHour });
    expect(averages).toHaveLength(168);
    expect(averages.find(({ weekday, hour }) => weekday === 0 && hour === 9)?.average).toBe(3);
    expect(averages.find(({ weekday, hour }) => weekday === 6 && hour === 9)?.average).toBe(6);
    expect(weekdayOf('2026-11-08')).toBe(6);
    const before = days('2026-10-05', 28).map(({ day }) => ({ day, arrived: 0 }));
    expect(averagePerHour({ perDay: [...before, ...days('2026-11-02', 8)], perWeekdayHour })).toEqual(averages);
  });
});
