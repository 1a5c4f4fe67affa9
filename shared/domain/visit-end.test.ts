import { expect, it } from 'vitest';
import type { OpeningHours } from './opening-hours.ts';
import { earliestInside, endOfVisit, type VisitEndRule } from './visit-end.ts';
import { startOfDay, wallClockText } from './zoned-time.ts';

const HOUR = 3_600_000;
const DAY = startOfDay('2026-11-05');
const rule: VisitEndRule = {
  maxStayMs: 4 * HOUR,
  closingBy: 'clock',
  closesAt: '22:00',
  openingHours: null,
  timeZone: 'Asia/Ho_Chi_Minh',
};
/** DAY is a Thursday. */
const openingHours: OpeningHours = {
  ...{ monday: null, tuesday: null, wednesday: null, saturday: null, sunday: null },
  thursday: { from: '18:00', to: '02:00' },
  friday: { from: '08:00', to: '12:00' },
};
const byHours: VisitEndRule = { ...rule, closingBy: 'hours', openingHours, maxStayMs: 48 * HOUR };

it.each([
  ['the longest stay', 8, rule, 12],
  ['closing time, when that is first', 20, rule, 22],
  ['the next closing, for who comes when it closes', 22, { ...rule, maxStayMs: 48 * HOUR }, 46],
  ['the next closing, after it', 23, { ...rule, maxStayMs: 48 * HOUR }, 46],
  ['the longest stay, where it never closes', 20, { ...rule, closesAt: null }, 24],
  ['closing at midnight', 20, { ...rule, closesAt: '00:00', maxStayMs: 48 * HOUR }, 24],
  ['the small hours, for a bar', 23, { ...rule, closesAt: '02:00' }, 26],
  ["the day's own closing, after midnight", 20, byHours, 26],
  ["the next day's own closing", 27, byHours, 36],
  ['the longest stay, where it opens only days later', 37, byHours, 37 + 48],
  ['the longest stay, when that is before its closing', 20, { ...byHours, maxStayMs: 2 * HOUR }, 22],
  ['the clock, where nobody knows the hours', 20, { ...byHours, openingHours: null }, 22],
] as const)('ends by %s', (_what, arrived, given, ended) => {
  expect((endOfVisit(DAY + arrived * HOUR, given) - DAY) / HOUR).toBe(ended);
});

it.each([
  ['put forward', '2026-03-08', '2026-03-08 17:00:00'],
  ['put back', '2026-11-01', '2026-11-01 17:00:00'],
])('closes by the clock on the wall on a day on which it is %s', (_what, day, closed) => {
  const timeZone = 'America/New_York';
  const ended = endOfVisit(startOfDay(day, timeZone) + HOUR, {
    ...rule,
    maxStayMs: 48 * HOUR,
    closesAt: '17:00',
    timeZone,
  });
  expect(wallClockText(ended, timeZone)).toBe(closed);
});

it.each([
  ['the last closing', 23, rule, 22],
  ['that of the day before', 1, rule, -2],
  ['the longest stay, where it never closes', 20, { ...rule, closesAt: null }, 16],
  ["the day's own closing", 30, byHours, 26],
  ['a closing of days ago, as far as anybody stays', 100, { ...byHours, maxStayMs: 200 * HOUR }, 36],
] as const)('knows since when who is inside may have come: %s', (_what, now, given, since) => {
  expect((earliestInside(DAY + now * HOUR, given) - DAY) / HOUR).toBe(since);
});

it('agrees with itself: whoever came then is still inside, and a minute before is not', () => {
  for (let now = 0; now < 7 * 24; now += 0.5) {
    const at = DAY + now * HOUR;
    const since = earliestInside(at, byHours);
    // At the longest stay itself a visit is over.
    expect(endOfVisit(since === at - byHours.maxStayMs ? since + 1 : since, byHours)).toBeGreaterThan(at);
    expect(endOfVisit(since - 60_000, byHours)).toBeLessThanOrEqual(at);
  }
});
