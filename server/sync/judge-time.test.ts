import { describe, expect, it } from 'vitest';
import type { ClockEvidence } from '#shared/contract/visit-event.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { judgeTime } from './judge-time.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const event = (at: number, trust: ClockEvidence['trust'] = 'attested') => ({
  at,
  clock: { wallAt: at, monotonicMs: 1, bootId: '0'.repeat(32), offsetMs: null, trust },
});

describe('judgeTime', () => {
  it.each([
    ['now', event(NOW), { at: NOW, flag: null }],
    ['a week offline', event(NOW - 7 * DAY_MS), { at: NOW - 7 * DAY_MS, flag: null }],
    ['119 days offline', event(NOW - 119 * DAY_MS), { at: NOW - 119 * DAY_MS, flag: null }],
    ['a minute ahead', event(NOW + 60_000), { at: NOW, flag: null }],
    ['an hour ahead', event(NOW + 3_600_000), { at: NOW, flag: 'clock-ahead' }],
    ['2098', event(Date.UTC(2098, 0, 1)), { at: NOW, flag: 'clock-ahead' }],
    ['1970, untrusted', event(0, 'untrusted'), { at: NOW, flag: 'clock-behind' }],
    ['before pairing, trusted', event(NOW - 20 * DAY_MS), { at: NOW - 20 * DAY_MS, flag: null }],
    ['before pairing, untrusted', event(NOW - 20 * DAY_MS, 'untrusted'), { at: NOW, flag: 'clock-behind' }],
    ['a year ago', event(NOW - 365 * DAY_MS), { at: NOW, flag: 'clock-behind' }],
  ])('T2: judges %s', (_what, given, expected) => {
    expect(judgeTime(given, NOW, NOW - 10 * DAY_MS)).toEqual(expected);
  });
});
