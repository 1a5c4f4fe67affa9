import { expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { daysNamedIn, parseDays } from './days.ts';

it.each([
  ['1', 1],
  [' 30 ', 30],
  ['0', null],
  ['31', null],
  ['', null],
  ['14 ngày', null],
  ['1.5', null],
])('reads %j as %j days', (text, days) => {
  expect(parseDays(text)).toBe(days);
});

it('finds the days that the consent names, and no number of a law', () => {
  const { vi, en } = DEFAULT_QUESTION_SET.consent.text;
  expect([...daysNamedIn(vi)]).toEqual([14, 21]);
  expect([...daysNamedIn(en)]).toEqual([14, 21]);
});
