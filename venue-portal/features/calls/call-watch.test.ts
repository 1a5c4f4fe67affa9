import { describe, expect, it } from 'vitest';
import { type Call, WATCH_NOTHING, watchCalls } from './call-watch.ts';

const call = (visitId: string) => ({ visitId }) as unknown as Call;

/** Looks at a list at each time; @returns the times at which the bell rang. */
function ringsAt(looks: readonly (readonly [number, readonly string[]])[]): number[] {
  let watch = WATCH_NOTHING;
  return looks.flatMap(([at, ids]) => {
    const seen = watchCalls(watch, ids.map(call), at);
    watch = seen.watch;
    return seen.ring ? [at] : [];
  });
}

describe('watchCalls', () => {
  it('is silent while nobody waits', () => {
    expect(
      ringsAt([
        [0, []],
        [60_000, []],
      ]),
    ).toEqual([]);
  });

  it('rings for each who is new, and not again at once', () => {
    expect(
      ringsAt([
        [0, ['a']],
        [4_000, ['a']],
        [8_000, ['a', 'b']],
        [12_000, ['a', 'b']],
      ]),
    ).toEqual([0, 8_000]);
  });

  it('reminds while somebody waits, and stops when nobody does', () => {
    expect(
      ringsAt([
        [0, ['a']],
        [19_999, ['a']],
        [20_000, ['a']],
        [41_000, []],
        [61_000, []],
      ]),
    ).toEqual([0, 20_000]);
  });

  it('rings for somebody who is called a second time', () => {
    expect(
      ringsAt([
        [0, ['a']],
        [1_000, []],
        [2_000, ['a']],
      ]),
    ).toEqual([0, 2_000]);
  });
});
