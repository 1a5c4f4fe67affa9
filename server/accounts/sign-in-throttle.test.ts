import { describe, expect, it } from 'vitest';
import { createSignInThrottle } from './sign-in-throttle.ts';

const MINUTE = 60_000;

describe('sign-in throttle', () => {
  it('lets five tries through, then waits longer and longer, never over 15 minutes', () => {
    const throttle = createSignInThrottle();
    for (let tries = 1; tries <= 5; tries += 1) {
      expect(throttle.waitMs('a', 0)).toBe(0);
      throttle.recordFailure('a', 0);
    }
    expect(throttle.waitMs('a', 0)).toBe(5_000);
    expect(throttle.waitMs('a', 5_000)).toBe(0);
    throttle.recordFailure('a', 5_000);
    expect(throttle.waitMs('a', 5_000)).toBe(10_000);
    for (let tries = 0; tries < 50; tries += 1) throttle.recordFailure('a', 5_000);
    expect(throttle.waitMs('a', 5_000)).toBe(15 * MINUTE);
  });

  it('forgets after half an hour and after a success, and keeps people apart', () => {
    const throttle = createSignInThrottle();
    for (let tries = 0; tries < 6; tries += 1) throttle.recordFailure('a', 0);
    expect(throttle.waitMs('b', 0)).toBe(0);
    expect(throttle.waitMs('a', 30 * MINUTE)).toBe(0);
    throttle.recordSuccess('a');
    expect(throttle.waitMs('a', 0)).toBe(0);
  });
});
