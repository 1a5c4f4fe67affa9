import { describe, expect, it } from 'vitest';
import { createClockGate } from './schedule.ts';

const HOUR = 3_600_000;

/** A clock on the wall, and the time that really passes. */
function makeClocks() {
  const clocks = { wall: Date.UTC(2026, 10, 22), passed: 0 };
  const gate = createClockGate({ now: () => clocks.wall }, () => clocks.passed);
  return {
    pass(ms: number): boolean {
      clocks.wall += ms;
      clocks.passed += ms;
      return gate();
    },
    step(ms: number): boolean {
      clocks.wall += ms;
      return gate();
    },
  };
}

describe('the clock before anything is destroyed', () => {
  it('T3: is believed while it goes as time goes, corrections included', () => {
    const clocks = makeClocks();
    expect(clocks.pass(HOUR)).toBe(true);
    expect(clocks.step(5_000)).toBe(true);
    expect(clocks.step(-2 * HOUR)).toBe(true);
    expect(clocks.pass(30 * 24 * HOUR)).toBe(true);
  });

  it('T3: destroys nothing after a jump ahead, until it has stood for a day', () => {
    const clocks = makeClocks();
    expect(clocks.step(60 * 24 * HOUR)).toBe(false);
    expect(clocks.pass(23 * HOUR)).toBe(false);
    expect(clocks.pass(HOUR)).toBe(true);
    expect(clocks.pass(HOUR)).toBe(true);
  });

  it('T3: is believed again at once when the jump is taken back', () => {
    const clocks = makeClocks();
    expect(clocks.step(60 * 24 * HOUR)).toBe(false);
    expect(clocks.step(-60 * 24 * HOUR)).toBe(true);
  });

  it('T3: many small steps ahead are a jump too', () => {
    const clocks = makeClocks();
    const believed = Array.from({ length: 5 }, () => clocks.step(0.4 * HOUR));
    expect(believed).toEqual([true, true, false, false, false]);
  });
});
