import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from './instant.ts';
import { endOfDay, startOfDay, wallClockText } from './zoned-time.ts';

const ZONES = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kathmandu', 'UTC'];

describe('zoned time', () => {
  it('shows what the wall clock shows', () => {
    expect(wallClockText(Date.UTC(2026, 10, 5, 7, 3, 22))).toBe('2026-11-05 14:03:22');
    expect(wallClockText(Date.UTC(2026, 10, 5, 17, 0, 0))).toBe('2026-11-06 00:00:00');
    expect(wallClockText(Date.UTC(2026, 2, 29, 1, 0, 0), 'Europe/Berlin')).toBe('2026-03-29 03:00:00');
  });

  it('starts a day at midnight of the zone', () => {
    expect(startOfDay('2026-11-05')).toBe(Date.UTC(2026, 10, 4, 17));
    expect(endOfDay('2026-11-05')).toBe(Date.UTC(2026, 10, 5, 17));
    // Brazil skipped midnight of that day.
    expect(wallClockText(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
      '2018-11-04 01:00:00',
    );
  });

  it('puts an instant between the start and the end of its day, in every zone', () => {
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const day = dayOf(at, zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(at);
        expect(endOfDay(day, zone)).toBeGreaterThan(at);
        expect(wallClockText(at, zone).slice(0, 10)).toBe(day);
      }),
    );
  });
});
