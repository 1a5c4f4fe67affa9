import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import { diagnosticSchema } from '#kiosk/core/staff/staff-page.ts';
import type { ClockEvidence } from '#shared/contract/visit-event.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { makeSettings, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { type FactParts, formatDuration, gatherFacts } from './gather-facts.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const clockAt = (trust: ClockEvidence['trust'], offsetMs: number | null): FactParts['clock'] => ({
  estimate: () => ({
    at: TEST_NOW,
    evidence: { wallAt: TEST_NOW, monotonicMs: 1, bootId: '0'.repeat(32), offsetMs, trust },
  }),
});

function facts(changes: Partial<FactParts>) {
  const down = { settings: makeSettings(), questions: { version: 1 } as never, notices: null };
  const all = gatherFacts({
    dataDir,
    store: {
      readDayKeys: () => ({ through: '2027-03-22', keys: [] }),
      readDownLink: () => down,
      countWaiting: () => ({ waiting: 0, oldestWaitingAt: null }),
    },
    clock: clockAt('attested', -1_240),
    connection: { online: true, waiting: 0, oldestWaitingAt: null, lastSyncAt: TEST_NOW, standing: 'active' },
    view: { ...BLANK_MACHINE, scanner: 'open', appVersion: '1.2.3' },
    scanner: { port: 'usb:0c2e:0b61', baudRate: 115_200 },
    ...changes,
  });
  for (const fact of all) diagnosticSchema.parse(fact);
  expect(new Set(all.map(({ key }) => key)).size).toBe(diagnosticSchema.shape.key.options.length);
  return Object.fromEntries(all.map(({ key, value, tone }) => [key, `${tone} ${value}`]));
}

describe('diagnostics', () => {
  it('say all there is to say, in figures and plain words', () => {
    expect(facts({})).toMatchObject({
      'app-version': 'calm 1.2.3',
      'kiosk-id': 'amber –',
      connection: 'good online',
      'last-sync': 'calm 2026-11-22 09:00:00',
      waiting: 'good 0',
      'clock-trust': 'good attested',
      'clock-error': 'good -1.2 s',
      'keys-through': 'good 2027-03-22',
      scanner: 'good open usb:0c2e:0b61 115200',
      printer: 'calm none',
      logs: `calm ${join(dataDir, 'logs')}`,
    });
  });

  it('point at what somebody should see to', () => {
    const long = TEST_NOW - 8 * DAY_MS;
    const store: FactParts['store'] = {
      readDayKeys: () => ({ through: '2026-12-01', keys: [] }),
      readDownLink: () => null,
      countWaiting: () => ({ waiting: 4_100, oldestWaitingAt: long }),
    };
    const connection = {
      online: false,
      waiting: 0,
      oldestWaitingAt: null,
      lastSyncAt: long,
      standing: 'revoked',
    } as const;
    const view = { ...BLANK_MACHINE, scanner: 'closed', printer: 'missing' } as const;
    expect(facts({ store, connection, view, scanner: null, clock: clockAt('untrusted', null) })).toMatchObject({
      connection: 'amber revoked',
      'last-sync': 'amber 2026-11-14 09:00:00',
      waiting: 'calm 4100',
      'oldest-waiting': 'amber 2026-11-14 09:00:00',
      'keys-through': 'amber 2026-12-01',
      'clock-trust': 'amber untrusted',
      'clock-error': 'amber –',
      scanner: 'amber closed',
      printer: 'amber missing',
    });
  });

  it('give durations as people say them', () => {
    expect([59, 3_599, 3_600, 273_900].map(formatDuration)).toEqual([
      '0 h 00 min',
      '0 h 59 min',
      '1 h 00 min',
      '3 d 4 h 05 min',
    ]);
  });
});
