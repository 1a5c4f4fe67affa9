import { expect, it } from 'vitest';
import { latestClosing, type OpeningHours, openMinutes, openSince } from './opening-hours.ts';
import { startOfDay } from './zoned-time.ts';

const closed: OpeningHours = {
  monday: null,
  tuesday: null,
  wednesday: null,
  thursday: null,
  friday: null,
  saturday: null,
  sunday: null,
};
const day = { from: '08:00', to: '17:30' };
const weekdays: OpeningHours = { ...closed, monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
/** A Monday. */
const at = (time: string, date = '2026-11-23'): number =>
  startOfDay(date) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

it('knows since when a venue is open, to the minute at both ends', () => {
  expect(openSince(weekdays, at('07:59'))).toBeNull();
  expect(openSince(weekdays, at('08:00'))).toBe(at('08:00'));
  expect(openSince(weekdays, at('17:29'))).toBe(at('08:00'));
  expect(openSince(weekdays, at('17:30'))).toBeNull();
  expect(openSince(weekdays, at('12:00', '2026-11-22'))).toBeNull();
});

it('joins hours over midnight, and those that never end', () => {
  const bar = { ...closed, friday: { from: '18:00', to: '02:00' }, saturday: { from: '02:00', to: '04:00' } };
  expect(openSince(bar, at('03:00', '2026-11-28'))).toBe(at('18:00', '2026-11-27'));
  expect(openSince(bar, at('03:00', '2026-11-27'))).toBeNull();
  const round = { from: '00:00', to: '00:00' };
  const always = Object.fromEntries(Object.keys(closed).map((name) => [name, round])) as OpeningHours;
  expect(openSince(always, at('03:00'))).toBe('always');
  expect(openSince(null, at('03:00'))).toBe('always');
  expect(openMinutes(round)).toBe(1_440);
});

it('finds the closing after which nobody is there', () => {
  expect(latestClosing(weekdays)).toBe('17:30');
  expect(latestClosing({ ...weekdays, saturday: { from: '18:00', to: '02:00' } })).toBe('02:00');
  expect(latestClosing({ ...weekdays, sunday: { from: '00:00', to: '00:00' } })).toBeNull();
  expect(latestClosing(closed)).toBeNull();
});
