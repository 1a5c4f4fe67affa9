import { describe, expect, it } from 'vitest';
import type { KioskId } from '#shared/domain/ids.ts';
import { createIngestGate } from './ingest-gate.ts';

const [one, other] = ['one', 'other'] as KioskId[] as [KioskId, KioskId];
const limits = { rows: 100, requests: 3, perSecond: 2, burst: 5 };

describe('ingest gate', () => {
  it('S18: takes only so many records at once, and more when some are done', () => {
    const gate = createIngestGate(() => 0, 1, limits);
    const leave = gate.enter(one, 60);
    expect(gate.enter(other, 60)).toEqual({ why: 'full', retryAfterMs: 1_000 });
    expect(gate.enter(other, 40)).toBeTypeOf('function');
    if (typeof leave === 'function') leave();
    expect(gate.enter(other, 60)).toBeTypeOf('function');
  });

  it('S18: takes only so many requests at once, and one that is larger than all of it alone', () => {
    const gate = createIngestGate(() => 0, 1, limits);
    const leave = gate.enter(one, 500);
    expect(leave).toBeTypeOf('function');
    if (typeof leave === 'function') leave();
    for (let count = 0; count < 3; count += 1) expect(gate.enter(one, 0)).toBeTypeOf('function');
    expect(gate.enter(other, 0)).toMatchObject({ why: 'full' });
  });

  it('S18: a kiosk that asks too often waits; no other does, and who waits as told is let in', () => {
    let now = 0;
    const gate = createIngestGate(() => now, 1, limits);
    const ask = (kiosk: KioskId): number => {
      const entered = gate.enter(kiosk, 1);
      if (typeof entered !== 'function') return entered.retryAfterMs;
      entered();
      return 0;
    };
    const waits = Array.from({ length: 6 }, () => ask(one));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1_000]);
    expect(ask(other)).toBe(0);
    for (let count = 0; count < 50; count += 1) {
      expect(ask(one)).toBeGreaterThanOrEqual(0);
      now += 1_000;
      expect(ask(one)).toBe(0);
    }
  });
});
