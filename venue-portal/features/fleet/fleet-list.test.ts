import { expect, it } from 'vitest';
import type { FleetKiosk } from '#shared/contract/portal-settings.ts';
import { chooseKiosks, stateOf } from './fleet-list.ts';

const NOW = 1_800_000_000_000;
const kiosk = (changes: Partial<FleetKiosk>): FleetKiosk =>
  ({
    name: null,
    entranceName: 'Cổng chính',
    venueName: 'Chợ Đông Ba',
    alerts: [],
    quarantined: 0,
    ...changes,
  }) as FleetKiosk;

const tablet = kiosk({ name: 'Máy tính bảng trắng' });
const sick = kiosk({ venueName: 'Ủy ban', alerts: ['offline'] });
const all = [tablet, kiosk({ entranceName: 'Bãi xe' }), sick];

it('puts first what needs a look, then goes by venue and name', () => {
  const chosen = chooseKiosks(all, { text: '', onlyAttention: false });
  expect(chosen.map(({ name, entranceName }) => name ?? entranceName)).toEqual([
    'Cổng chính',
    'Bãi xe',
    'Máy tính bảng trắng',
  ]);
  expect(chooseKiosks(all, { text: '', onlyAttention: true })).toEqual([sick]);
});

it('finds by words in any order, without marks', () => {
  expect(chooseKiosks(all, { text: 'trang may', onlyAttention: false })).toEqual([tablet]);
  expect(chooseKiosks(all, { text: 'uy ban cong', onlyAttention: false })).toEqual([sick]);
  expect(chooseKiosks(all, { text: 'không có', onlyAttention: false })).toEqual([]);
});

it('does not call a kiosk silent at an hour when its venue is closed', () => {
  expect(stateOf(kiosk({ lastSeenAt: NOW - 400_000 }), NOW)).toBe('silent');
  expect(stateOf(kiosk({ lastSeenAt: NOW - 400_000, closedNow: true }), NOW)).toBe('closed');
  expect(stateOf(kiosk({ lastSeenAt: NOW - 1_000, closedNow: true }), NOW)).toBe('live');
  expect(stateOf(kiosk({ lastSeenAt: null }), NOW)).toBe('new');
});
