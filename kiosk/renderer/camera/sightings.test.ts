import { describe, expect, it } from 'vitest';
import { createLightJudge } from './light-judge.ts';
import { createSightings, REPEAT_MS } from './sightings.ts';

describe('createSightings', () => {
  it('reports a code at once, then every 800 ms while it is held', () => {
    const isNews = createSightings();
    const reported = Array.from({ length: 60 }, (_, i) => i * 50).filter((at) => isNews('a', at));
    expect(reported).toEqual([0, REPEAT_MS, 2 * REPEAT_MS, 3 * REPEAT_MS]);
  });

  it('never makes another code wait', () => {
    const isNews = createSightings();
    expect([isNews('a', 0), isNews('b', 1), isNews('a', 2), isNews('a', 3)]).toEqual([true, true, true, false]);
  });
});

describe('createLightJudge', () => {
  it('calls a picture dark that stays dark for two seconds', () => {
    const judge = createLightJudge();
    expect([judge(5, 0), judge(5, 1_999), judge(5, 2_000)]).toEqual(['live', 'live', 'dark']);
  });

  it('forgives a hand that passes', () => {
    const judge = createLightJudge();
    expect([judge(5, 0), judge(90, 1_000), judge(5, 1_500), judge(5, 2_500)]).toEqual(['live', 'live', 'live', 'live']);
  });

  it('does not flicker between the two limits', () => {
    const judge = createLightJudge();
    judge(10, 0);
    expect([judge(10, 2_000), judge(28, 3_000), judge(33, 3_100), judge(28, 9_000)]).toEqual([
      'dark',
      'dark',
      'live',
      'live',
    ]);
  });
});
