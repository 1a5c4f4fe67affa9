import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER_WINDOW, claimCounter, emptyWindow } from './counter-window.ts';

describe('counter window', () => {
  it('R2: takes each counter once, and none 4,096 below the highest', () => {
    const counters = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 3 * COUNTER_WINDOW }),
        fc.constantFrom(COUNTER_WINDOW, COUNTER_WINDOW + 1, 2 * COUNTER_WINDOW),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(counters, (sequence) => {
        const window = emptyWindow();
        const seen = new Set<number>();
        let highest = 0;
        for (const counter of sequence) {
          const expected = counter > highest || (counter > highest - COUNTER_WINDOW && !seen.has(counter));
          expect(claimCounter(window, counter)).toBe(expected);
          seen.add(counter);
          highest = Math.max(highest, counter);
        }
      }),
    );
  });
});
