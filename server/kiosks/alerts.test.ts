import { expect, it } from 'vitest';
import { type KioskStatus, kioskStatusSchema } from '#shared/contract/kiosk-status.ts';
import { judgeKiosk } from './alerts.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const FINE = kioskStatusSchema.parse({
  appVersion: '1.0.0',
  waiting: 0,
  oldestWaitingAt: null,
  wallAt: NOW,
  diskFreeBytes: 5e9,
  camera: 'live',
  scanner: 'none',
});
const judge = (change: Partial<KioskStatus>, about: Partial<Parameters<typeof judgeKiosk>[0]> = {}) =>
  judgeKiosk(
    {
      pairedAt: 0,
      lastSeenAt: NOW,
      revokedAt: null,
      forkedAt: null,
      readmittedAt: null,
      clockErrorMs: 0,
      status: { ...FINE, ...change },
      ...about,
    },
    NOW,
    0,
  );

it('finds nothing where all is well, or nobody knows yet, or the kiosk is trusted no more', () => {
  expect(judge({})).toEqual([]);
  expect(judge({ camera: 'unknown', diskFreeBytes: null }, { clockErrorMs: null })).toEqual([]);
  expect(judge({}, { lastSeenAt: null, pairedAt: NOW - MINUTE, status: null })).toEqual([]);
  expect(judge({ camera: 'lost' }, { revokedAt: NOW })).toEqual([]);
  expect(judge({ camera: 'absent', scanner: 'open' })).toEqual([]);
  expect(judge({ poster: { at: NOW, result: 'current' } })).toEqual([]);
});

it.each<[string, Partial<KioskStatus>, Partial<KioskStatus>]>([
  ['queue-old', { oldestWaitingAt: NOW - 60 * MINUTE - 1 }, { oldestWaitingAt: NOW - 60 * MINUTE }],
  ['queue-growing', { waiting: 501 }, { waiting: 500 }],
  ['disk-scarce', { diskFreeBytes: 99_999_999 }, { diskFreeBytes: 500_000_000 }],
  ['disk-low', { diskFreeBytes: 499_999_999 }, { diskFreeBytes: 500_000_000 }],
  ['disk-low', { diskFreeBytes: 100_000_000 }, { diskFreeBytes: 500_000_000 }],
  ['camera', { camera: 'absent' }, { camera: 'live' }],
  ['camera', { camera: 'dark', scanner: 'open' }, { scanner: 'open' }],
  ['scanner', { scanner: 'closed' }, { scanner: 'open' }],
  ['printer', { printer: 'missing' }, { printer: 'ready' }],
  ['poster', { poster: { at: NOW, result: 'retired' } }, { poster: null }],
])('finds %s in %j and not in %j', (alert, bad, good) => {
  expect(judge(bad)).toEqual([alert]);
  expect(judge(good)).toEqual([]);
});

it('finds a kiosk that is silent, and a clock that is off either way', () => {
  expect(judge({}, { lastSeenAt: NOW - 15 * MINUTE })).toEqual([]);
  expect(judge({}, { lastSeenAt: NOW - 15 * MINUTE - 1 })).toEqual(['offline']);
  expect(judge({}, { lastSeenAt: null, pairedAt: NOW - 16 * MINUTE, status: null })).toEqual(['offline']);
  expect(judge({}, { clockErrorMs: -121_000 })).toEqual(['clock-off']);
  expect(judge({}, { clockErrorMs: 120_000 })).toEqual([]);
});

it('S16: says for a week that a kiosk was seen to run twice, and until somebody confirms it that it came back', () => {
  const day = 24 * 60 * MINUTE;
  expect(judge({}, { forkedAt: NOW - 6 * day })).toEqual(['cloned']);
  expect(judge({}, { forkedAt: NOW - 8 * day })).toEqual([]);
  expect(judge({}, { readmittedAt: NOW - 90 * day })).toEqual(['readmitted']);
});
