import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockEvidence } from '../keys/service.ts';
import { createClockGate } from './clock-gate.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 22);

/** A clock on the wall, the time that really passes, and servers that come and go. */
function makeClocks({ wall = START }: { readonly wall?: number } = {}) {
  const clocks = { wall, passed: 0 };
  let saved: ClockEvidence | null = null;
  const evidence = {
    readClockEvidence: () => saved,
    saveClockEvidence: (given: ClockEvidence) => {
      saved = given;
    },
  };
  const start = () => createClockGate({ now: () => clocks.wall }, evidence, () => clocks.passed);
  let gate = start();
  return {
    look: () => gate(),
    pass(ms: number) {
      clocks.wall += ms;
      clocks.passed += ms;
      return gate();
    },
    step(ms: number) {
      clocks.wall += ms;
      return gate();
    },
    /** Off for a while; the counter begins anew. */
    restart(pauseMs: number, stepMs = 0) {
      clocks.wall += pauseMs + stepMs;
      clocks.passed = 0;
      gate = start();
      return gate();
    },
    /** Hour by hour. */
    run(hours: number) {
      return Array.from({ length: hours }, () => this.pass(HOUR));
    },
  };
}

/** One that has been believed. */
function makeSettled() {
  const clocks = makeClocks();
  clocks.look();
  clocks.run(24);
  return clocks;
}

describe('the clock before anything is destroyed', () => {
  it('T3: of a server that never ran before proves itself by running for a day', () => {
    const clocks = makeClocks({ wall: Date.UTC(2099, 0, 1) });
    expect(clocks.look()).toBe('unproven');
    expect(new Set(clocks.run(23))).toEqual(new Set(['unproven']));
    expect(clocks.pass(HOUR)).toBe('believed');
  });

  it('T3: is believed while it goes as time goes, corrections included', () => {
    const clocks = makeSettled();
    expect(clocks.pass(HOUR)).toBe('believed');
    expect(clocks.step(5_000)).toBe('believed');
    expect(clocks.step(-2 * HOUR)).toBe('believed');
    expect(clocks.pass(30 * DAY)).toBe('believed');
  });

  it('T3: destroys nothing after a jump ahead, until it has stood for a day', () => {
    const clocks = makeSettled();
    expect(clocks.step(60 * DAY)).toBe('doubted');
    expect(clocks.pass(23 * HOUR)).toBe('doubted');
    expect(clocks.pass(HOUR)).toBe('believed');
    expect(clocks.pass(HOUR)).toBe('believed');
  });

  it('T3: is believed again at once when the jump is taken back', () => {
    const clocks = makeSettled();
    expect(clocks.step(60 * DAY)).toBe('doubted');
    expect(clocks.step(-60 * DAY)).toBe('believed');
  });

  it('T3: many small steps ahead are a jump too', () => {
    const clocks = makeSettled();
    const believed = Array.from({ length: 5 }, () => clocks.step(0.4 * HOUR));
    expect(believed).toEqual(['believed', 'believed', 'doubted', 'doubted', 'doubted']);
  });

  it('T3: ahead at a start is in doubt, as a jump is: no restart makes it right', () => {
    const clocks = makeSettled();
    expect(clocks.restart(60_000, 70 * 365 * DAY)).toBe('doubted');
    for (let start = 0; start < 10; start += 1) expect(clocks.restart(60_000)).toBe('doubted');
    expect(clocks.restart(60_000, -70 * 365 * DAY)).toBe('believed');
  });

  it('T3: a machine that is off every night is believed after a quarter of the night', () => {
    const clocks = makeSettled();
    for (let day = 0; day < 5; day += 1) {
      expect(clocks.restart(12 * HOUR)).toBe('doubted');
      expect(clocks.run(12).slice(2)).toEqual(Array.from({ length: 10 }, () => 'believed'));
    }
  });

  it('T3: one that runs on weekends alone has its day in the end', () => {
    const clocks = makeSettled();
    const seen: string[] = [];
    for (let week = 0; week < 4; week += 1) {
      for (const pause of [5.5 * DAY, 14 * HOUR]) seen.push(clocks.restart(pause), ...clocks.run(10));
    }
    expect(seen.filter((standing) => standing === 'believed').length).toBeGreaterThan(10);
  });

  it('T3: a dead battery may shred what was over in 1970, and loses no time when the network puts it right', () => {
    const clocks = makeSettled();
    expect(clocks.restart(0, -56 * 365 * DAY)).toBe('believed');
    expect(clocks.run(2)).toEqual(['believed', 'believed']);
    expect(clocks.step(56 * 365 * DAY)).toBe('believed');
  });

  it('T3: one that was wrong far ahead for a day holds up what comes after it for a day, not until then', () => {
    const clocks = makeSettled();
    clocks.step(10 * 365 * DAY);
    clocks.run(30);
    expect(clocks.step(-10 * 365 * DAY)).toBe('believed');
    clocks.run(25);
    expect(clocks.step(2 * DAY)).toBe('doubted');
  });

  it('T3: whatever clock between 1970 and 2099 for less than a day, no time that is not here yet is believed', () => {
    const episode = fc.record({
      year: fc.integer({ min: 1970, max: 2099 }),
      wrongHours: fc.integer({ min: 0, max: 23 }),
      rightHours: fc.integer({ min: 1, max: 30 }),
      restarts: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(episode, { maxLength: 8 }), (episodes) => {
        const clocks = makeSettled();
        for (const { year, wrongHours, rightHours, restarts } of episodes) {
          const error = (year - 2026) * 365 * DAY;
          const seen = [restarts ? clocks.restart(60_000, error) : clocks.step(error), ...clocks.run(wrongHours)];
          if (error > 0) expect(seen).not.toContain('believed');
          expect(restarts ? clocks.restart(60_000, -error) : clocks.step(-error)).toBe('believed');
          expect(clocks.run(rightHours)).not.toContain('doubted');
        }
      }),
    );
  });
});
