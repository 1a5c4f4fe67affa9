import { describe, expect, it } from 'vitest';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import { kioskState, sortKiosks } from './kiosk-state.ts';

const now = 1_800_000_000_000;
const kiosk = (entranceName: string, change: Partial<Kiosk>) =>
  ({ entranceName, pairedAt: now - 1e6, lastSeenAt: now, revokedAt: null, ...change }) as Kiosk;

describe('kioskState', () => {
  it.each([
    ['live', { lastSeenAt: now - 5 * 60_000 }],
    ['silent', { lastSeenAt: now - 5 * 60_000 - 1 }],
    ['new', { lastSeenAt: null }],
    ['revoked', { revokedAt: now, lastSeenAt: null }],
  ] as const)('%s', (state, change) => {
    expect(kioskState(kiosk('A', change), now)).toBe(state);
  });
});

it('shows first what needs a look, then by entrance', () => {
  const list = [
    kiosk('revoked', { revokedAt: now }),
    kiosk('Cửa B', {}),
    kiosk('Cửa A', {}),
    kiosk('silent', { lastSeenAt: 1 }),
  ];
  expect(sortKiosks(list, now).map(({ entranceName }) => entranceName)).toEqual([
    'silent',
    'Cửa A',
    'Cửa B',
    'revoked',
  ]);
});
