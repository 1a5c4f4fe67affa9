import { expect, it } from 'vitest';
import { localInput, parseLocal } from './local-time.ts';

it('says an instant as the wall clock in Viet Nam shows it, and back', () => {
  const at = Date.UTC(2026, 10, 22, 2, 5);
  expect(localInput(at)).toBe('2026-11-22T09:05');
  expect(parseLocal('2026-11-22T09:05')).toBe(at);
});

it.each(['', '2026-11-22', '2026-13-40T00:00', 'now'])('%j is no day and time', (text) => {
  expect(parseLocal(text)).toBeNull();
});
