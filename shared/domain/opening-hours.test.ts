import { expect, it } from 'vitest';
import {
  lastClosing,
  latestClosing,
  nextClosing,
  nextOpening,
  type OpeningHours,
  openMinutes,
  openSince,
} from './opening-hours.ts';
import { startOfDay, wallClockText } from './zoned-time.ts';

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
  const late = { ...closed, friday: { from: '18:00', to: '02:00' }, saturday: { from: '02:00', to: '04:00' } };
  expect(openSince(late, at('03:00', '2026-11-28'))).toBe(at('18:00', '2026-11-27'));
  expect(openSince(late, at('03:00', '2026-11-27'))).toBeNull();
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

const bar: OpeningHours = {
  ...closed,
  friday: { from: '18:00', to: '02:00' },
  saturday: { from: '18:00', to: '04:00' },
};
const everyDay = (hours: { readonly from: string; readonly to: string }): OpeningHours =>
  Object.fromEntries(Object.keys(closed).map((name) => [name, hours])) as OpeningHours;

it.each([
  ['the closing of the day', weekdays, at('12:00'), at('17:30')],
  ['the same, for who comes before it opens', weekdays, at('07:00'), at('17:30')],
  ['the next day, for who comes at the minute of closing', weekdays, at('17:30'), at('17:30', '2026-11-24')],
  ['Monday, for who comes over the week-end', weekdays, at('12:00', '2026-11-28'), at('17:30', '2026-11-30')],
  ['the small hours', bar, at('23:00', '2026-11-27'), at('02:00', '2026-11-28')],
  ['the small hours, after midnight', bar, at('03:30', '2026-11-29'), at('04:00', '2026-11-29')],
  ['midnight', everyDay({ from: '10:00', to: '00:00' }), at('20:00'), at('00:00', '2026-11-24')],
  ['never, around the clock', everyDay({ from: '00:00', to: '00:00' }), at('20:00'), null],
  [
    'never, where each day begins before the last has ended',
    everyDay({ from: '20:00', to: '20:00' }),
    at('20:00'),
    null,
  ],
  ['never, where it never opens', closed, at('20:00'), null],
] as const)('closes next at %s', (_what, hours, from, expected) => {
  expect(nextClosing(hours, from)).toBe(expected);
});

it('knows the last closing: the one that the next would have been', () => {
  expect(lastClosing(weekdays, at('12:00'))).toBe(at('17:30', '2026-11-20'));
  expect(lastClosing(weekdays, at('17:30'))).toBe(at('17:30'));
  expect(lastClosing(bar, at('03:00', '2026-11-29'))).toBe(at('02:00', '2026-11-28'));
  expect(lastClosing(everyDay({ from: '00:00', to: '00:00' }), at('12:00'))).toBeNull();
});

it('says when a closed venue opens', () => {
  expect(nextOpening(weekdays, at('18:00'))).toBe(at('08:00', '2026-11-24'));
  expect(nextOpening(weekdays, at('12:00', '2026-11-28'))).toBe(at('08:00', '2026-11-30'));
  expect(nextOpening(weekdays, at('12:00'))).toBeNull();
  expect(nextOpening(closed, at('12:00'))).toBeNull();
});

it.each(['2026-03-08', '2026-11-01'])(
  'opens and closes by the clock on the wall on a day on which it is put: %s',
  (date) => {
    const zone = 'America/New_York';
    const hours = everyDay({ from: '08:00', to: '17:00' });
    const morning = startOfDay(date, zone);
    expect(wallClockText(nextOpening(hours, morning, zone) ?? 0, zone)).toBe(`${date} 08:00:00`);
    expect(wallClockText(nextClosing(hours, morning, zone) ?? 0, zone)).toBe(`${date} 17:00:00`);
    // The whole week ahead is still one week, an hour longer or shorter.
    expect(nextClosing(everyDay({ from: '00:00', to: '00:00' }), morning, zone)).toBeNull();
  },
);
