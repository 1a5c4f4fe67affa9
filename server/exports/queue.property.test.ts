import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAhead, MAX_RUNNING, pickNext, type Waiting } from './queue.ts';

const orders = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 });
const waitingOf = (organisations: readonly string[]): Waiting[] =>
  organisations.map((organisationId) => ({ organisationId }));

describe('whose turn it is', () => {
  it('never runs more than may, and never lets a place stand empty', () => {
    fc.assert(
      fc.property(orders, orders, (waits, runs) => {
        const [waiting, running] = [waitingOf(waits), waitingOf(runs.slice(0, MAX_RUNNING))];
        const next = pickNext(waiting, running);
        expect(next === null).toBe(running.length >= MAX_RUNNING);
        if (next) expect(waiting).toContain(next);
      }),
    );
  });

  it('within an organisation keeps the order in which they came', () => {
    fc.assert(
      fc.property(orders, (waits) => {
        const waiting = waitingOf(waits);
        const next = pickNext(waiting, []);
        expect(waiting.find(({ organisationId }) => organisationId === next?.organisationId)).toBe(next);
      }),
    );
  });

  it('counts as many before one as really go before it', () => {
    fc.assert(
      fc.property(orders, fc.nat(11), (waits, at) => {
        const waiting = waitingOf(waits);
        const one = waiting[at % waiting.length]!;
        const ahead = countAhead(one, waiting, []);
        const left = [...waiting];
        const running: Waiting[] = [];
        let gone = 0;
        for (;;) {
          if (running.length >= MAX_RUNNING) running.shift();
          const next = pickNext(left, running)!;
          if (next === one) break;
          left.splice(left.indexOf(next), 1);
          running.push(next);
          gone += 1;
        }
        expect(ahead).toBe(gone);
      }),
    );
  });
});
