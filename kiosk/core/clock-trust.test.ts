import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, instantSchema } from '#shared/domain/instant.ts';
import { attestClock, type ClockState, estimateTime, observeClock, startClock } from './clock-trust.ts';

const NOW = Date.UTC(2026, 10, 22, 2);
const HOUR = 3_600_000;
const point = (wallAt: number, monotonicMs = 0) => ({ wallAt, monotonicMs });
const carried = { offsetMs: 5_000, attestedAt: NOW };

/** The two clocks after `elapsedMs`, the wall clock moved by `stepMs` besides. */
const look = (state: ClockState, elapsedMs: number, stepMs = 0) => {
  const next = point(state.seen.wallAt + elapsedMs + stepMs, state.seen.monotonicMs + elapsedMs);
  const seen = observeClock(state, next);
  return { state: seen, ...estimateTime(seen, next) };
};

describe('clock trust', () => {
  it('T2: trusts nothing before the first word of a server', () => {
    expect(estimateTime(startClock(point(NOW), null), point(NOW + HOUR, HOUR))).toEqual({
      at: NOW + HOUR,
      offsetMs: null,
      trust: 'untrusted',
    });
  });

  it('T1: after a restart goes on with the offset it kept', () => {
    expect(estimateTime(startClock(point(NOW), carried), point(NOW + HOUR, HOUR))).toEqual({
      at: NOW + HOUR + 5_000,
      offsetMs: 5_000,
      trust: 'estimated',
    });
  });

  it.each([0, NOW - HOUR])('T2: a battery that died (%d) cannot turn time back before what was attested', (wallAt) => {
    const estimate = estimateTime(startClock(point(wallAt), carried), point(wallAt + 10, 10));
    expect(estimate).toEqual({ at: NOW + 10, offsetMs: NOW - wallAt, trust: 'untrusted' });
  });

  it.each([Date.UTC(2150, 0), Date.UTC(9999, 11), -HOUR])(
    'T2: a clock beyond every calendar (%d) still gives an instant',
    (wallAt) => {
      expect(instantSchema.safeParse(estimateTime(startClock(point(wallAt), null), point(wallAt, 1)).at).success).toBe(
        true,
      );
    },
  );

  it('T2: does not trust a clock further ahead than the keys reach', () => {
    const reach = NOW + 120 * DAY_MS - 5_000;
    expect(startClock(point(reach), carried).trust).toBe('estimated');
    expect(startClock(point(reach + 1), carried).trust).toBe('untrusted');
  });

  it('T2: a clock that is set back changes neither time nor order, but is trusted no more', () => {
    const after = look(attestClock(point(NOW), NOW), 1_000, -HOUR);
    expect(after).toMatchObject({ at: NOW + 1_000, offsetMs: HOUR, trust: 'untrusted' });
  });

  it('T2: a jump ahead is a sleep: time goes with it, untrusted until the server speaks', () => {
    const after = look(attestClock(point(NOW), NOW), 1_000, 8 * HOUR);
    expect(after).toMatchObject({ at: NOW + 8 * HOUR + 1_000, offsetMs: 0, trust: 'untrusted' });
    expect(look(after.state, 1_000).trust).toBe('untrusted');
    expect(attestClock(after.state.seen, NOW + 8 * HOUR).trust).toBe('attested');
  });

  it('T1: drift and slewing are no step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.double({ min: -0.0005, max: 0.0005, noNaN: true }))),
        (looks) => {
          let state = attestClock(point(NOW), NOW);
          for (const [elapsed, drift] of looks) state = look(state, elapsed, elapsed * drift).state;
          expect(state.trust).toBe('attested');
        },
      ),
    );
  });

  it('T2: whatever the wall clock does, the estimate never runs backward within a boot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: HOUR }), fc.integer({ min: -DAY_MS, max: DAY_MS }))),
        (looks) => {
          let state = startClock(point(NOW), carried);
          let last = 0;
          for (const [elapsed, step] of looks) {
            const after = look(state, elapsed, step);
            expect(after.at).toBeGreaterThanOrEqual(last);
            ({ state } = after);
            last = after.at;
          }
        },
      ),
    );
  });
});
