import { expect, it } from 'vitest';
import { endOfVisit } from './visit-end.ts';
import { startOfDay, wallClockText } from './zoned-time.ts';

const HOUR = 3_600_000;
const DAY = startOfDay('2026-11-05');
const rule = { maxStayMs: 4 * HOUR, closesAt: '22:00', timeZone: 'Asia/Ho_Chi_Minh' } as const;

it.each([
  ['the longest stay', 8, rule, 12],
  ['closing time, when that is first', 20, rule, 22],
  ['the next closing, for who comes when it closes', 22, { ...rule, maxStayMs: 48 * HOUR }, 46],
  ['the next closing, after it', 23, { ...rule, maxStayMs: 48 * HOUR }, 46],
  ['the longest stay, where it never closes', 20, { ...rule, closesAt: null }, 24],
  ['closing at midnight', 20, { ...rule, closesAt: '00:00', maxStayMs: 48 * HOUR }, 24],
  ['the small hours, for a bar', 23, { ...rule, closesAt: '02:00' }, 26],
] as const)('ends by %s', (_what, arrived, given, ended) => {
  expect((endOfVisit(DAY + arrived * HOUR, given) - DAY) / HOUR).toBe(ended);
});

it.each([
  ['put forward', '2026-03-08', '2026-03-08 17:00:00'],
  ['put back', '2026-11-01', '2026-11-01 17:00:00'],
])('closes by the clock on the wall on a day on which it is %s', (_what, day, closed) => {
  const timeZone = 'America/New_York';
  const ended = endOfVisit(startOfDay(day, timeZone) + HOUR, { maxStayMs: 48 * HOUR, closesAt: '17:00', timeZone });
  expect(wallClockText(ended, timeZone)).toBe(closed);
});
