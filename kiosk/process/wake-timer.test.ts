import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { WakeTimer } from './wake-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does not fire at once, and for ever, for a moment further away than timers count', () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  const timer = new WakeTimer(() => {});
  timer.arm(performance.now() + 40 * DAY_MS);
  expect(setTimer.mock.calls[0]?.[1]).toBeLessThan(2 ** 31);
  expect(setTimer.mock.calls[0]?.[1]).toBeGreaterThan(20 * DAY_MS);
  timer.stop();
});
