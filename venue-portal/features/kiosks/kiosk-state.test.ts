import { describe, expect, it } from 'vitest';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import { alertsOf, kioskState, sortKiosks } from './kiosk-state.ts';

const now = 1_800_000_000_000;
const kiosk = (entranceName: string, change: Partial<Kiosk>) =>
  ({ entranceName, pairedAt: now - 1e6, lastSeenAt: now, revokedAt: null, ...change }) as Kiosk;

describe('kioskState', () => {
  it.each([
    ['live', { lastSeenAt: now - 5 * 60_000 }],
    ['silent', { lastSeenAt: now - 5 * 60_000 - 1 }],
    ['closed', { lastSeenAt: 1, closedNow: true }],
    ['new', { lastSeenAt: null }],
    ['revoked', { revokedAt: now, lastSeenAt: null }],
  ] as const)('%s', (state, change) => {
    expect(kioskState(kiosk('A', change), now)).toBe(state);
  });
});

describe('alertsOf', () => {
  it('says what the server says', () => {
    expect(alertsOf(kiosk('A', { alerts: ['disk-low', 'camera'] }), now)).toEqual(['disk-low', 'camera']);
    expect(alertsOf(kiosk('A', {}), now)).toEqual([]);
  });

  it('says at once that a kiosk went silent, and once only', () => {
    expect(alertsOf(kiosk('A', { lastSeenAt: 1, alerts: ['disk-low'] }), now)).toEqual(['offline', 'disk-low']);
    expect(alertsOf(kiosk('A', { lastSeenAt: 1, alerts: ['offline'] }), now)).toEqual(['offline']);
    expect(alertsOf(kiosk('A', { lastSeenAt: 1, closedNow: true }), now)).toEqual([]);
  });

  it('asks nothing about a kiosk that was revoked', () => {
    expect(alertsOf(kiosk('A', { revokedAt: now, alerts: ['offline'] }), now)).toEqual([]);
  });
});

it('shows first what needs a look, then by entrance', () => {
  const list = [
    kiosk('revoked', { revokedAt: now }),
    kiosk('Cửa B', {}),
    kiosk('Cửa A', {}),
    kiosk('Xưởng, máy in hỏng', { alerts: ['printer'] }),
    kiosk('silent', { lastSeenAt: 1 }),
  ];
  expect(sortKiosks(list, now).map(({ entranceName }) => entranceName)).toEqual([
    'silent',
    'Xưởng, máy in hỏng',
    'Cửa A',
    'Cửa B',
    'revoked',
  ]);
});
