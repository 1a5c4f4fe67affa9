import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisStep } from './axis-step.ts';
import { hourRange } from './hour-range.ts';

const dayWith = (...hours: number[]): number[] =>
  Array.from({ length: 24 }, (_, hour) => (hours.includes(hour) ? 1 : 0));

describe('hourRange', () => {
  it('shows the usual day when nothing happened', () => {
    expect(hourRange(dayWith(), 10)).toEqual({ from: 7, to: 19 });
  });

  it('stretches to what happened early and late, and to the present', () => {
    expect(hourRange(dayWith(5, 22), 10)).toEqual({ from: 5, to: 22 });
    expect(hourRange(dayWith(), 23)).toEqual({ from: 7, to: 23 });
  });
});

describe('axisStep', () => {
  it.each([
    [0, 1],
    [4, 1],
    [5, 2],
    [41, 20],
    [1_000, 500],
  ])('up to %d in steps of %d', (max, step) => {
    expect(axisStep(max)).toBe(step);
  });

  it('never needs more than four steps, nor less than a whole one', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (max) => {
        const step = axisStep(max);
        expect(Number.isInteger(step)).toBe(true);
        expect(max / step).toBeLessThanOrEqual(4);
      }),
    );
  });
});
