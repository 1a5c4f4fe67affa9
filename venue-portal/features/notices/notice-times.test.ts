import { expect, it } from 'vitest';
import { fromInput, stateOf, toInput } from './notice-times.ts';

const AT = Date.UTC(2026, 10, 22, 2, 30);

it('tells times as the wall clock there shows them, and reads them back', () => {
  expect(toInput(AT)).toBe('2026-11-22T09:30');
  expect(fromInput('2026-11-22T09:30')).toBe(AT);
  expect(toInput(null)).toBe('');
  expect(fromInput('')).toBeNull();
  expect(fromInput('22/11/2026')).toBeNull();
});

it('knows what is shown now', () => {
  const notice = { startsAt: AT, endsAt: AT + 10, withdrawnAt: null };
  expect([AT - 1, AT, AT + 9, AT + 10].map((now) => stateOf(notice, now))).toEqual(['later', 'now', 'now', 'over']);
  expect(stateOf({ ...notice, withdrawnAt: AT }, AT)).toBe('withdrawn');
  expect(stateOf({ ...notice, endsAt: null }, AT + 1_000)).toBe('now');
});
