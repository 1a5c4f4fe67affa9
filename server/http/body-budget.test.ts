import { describe, expect, it } from 'vitest';
import { createBodyBudget } from './body-budget.ts';

describe('body budget', () => {
  it('S18: gives one network its part, all of them the rest, and everything back', () => {
    const budget = createBodyBudget({ all: 100, each: 60 });
    const [one, two, other] = [budget.begin('10.0.0.1'), budget.begin('10.0.0.1'), budget.begin('10.0.0.2')];
    expect([one.take(40), two.take(20), two.take(1)]).toEqual([true, true, false]);
    expect([other.take(41), other.take(40)]).toEqual([false, true]);
    one.release();
    one.release();
    expect([two.take(40), other.take(1)]).toEqual([true, false]);
    two.release();
    other.release();
    expect(budget.begin('10.0.0.3').take(60)).toBe(true);
  });
});
