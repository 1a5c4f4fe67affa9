import { describe, expect, it } from 'vitest';
import { findLanAddress, localUrl, withHost } from './addresses.mjs';
import { formatAnnouncement, phoneUrl } from './announce.mjs';
import { judgeLock, judgeWalls } from './checks.mjs';
import { isInstalled } from './install.mjs';
import { describeEnding } from './service-output.mjs';
import { countOutcomes, summaryLine } from './summary.mjs';
import { formatTable } from './table.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: 'x.test.ts',
  status,
  message: '',
  assertionResults: tests.map((each) => ({
    ...{ status: each, fullName: `it ${each}` },
    failureMessages: each === 'failed' ? ['1 is not 2'] : [],
  })),
});
const report = (passed: number, failed: number, skipped = 0, files = [file('passed', 'passed')]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults: files,
});

describe('the last line of npm test', () => {
  it('counts each check and each test as one', () => {
    const count = countOutcomes([{ ok: true }, { ok: false }], [{ report: report(5, 1, 2), exitCode: 1 }]);
    expect(summaryLine(count)).toBe('6 passed, 2 failed, 2 skipped');
  });

  it('leaves skipped out when there is none', () => {
    expect(summaryLine(countOutcomes([{ ok: true }], null))).toBe('1 passed, 0 failed');
  });

  it.each([
    ['no report', { report: null, exitCode: 0 }],
    ['nothing executed', { report: report(0, 0), exitCode: 0 }],
    ['only skipped tests', { report: report(0, 0, 3), exitCode: 0 }],
    ['a file that could not be loaded', { report: report(3, 0, 0, [file('failed')]), exitCode: 1 }],
    ['a bad ending without a failed test', { report: report(3, 0), exitCode: 1 }],
  ])('takes %s for a failure', (_, vitest) => {
    const count = countOutcomes([], [vitest]);
    expect(count.failed).toBe(1);
    expect(count.reasons).toHaveLength(1);
  });

  it('does not count a failed test twice, and names it once more at the end', () => {
    const count = countOutcomes([], [{ report: report(0, 1, 0, [file('failed', 'failed')]), exitCode: 1 }]);
    expect(count).toEqual({ passed: 0, failed: 1, skipped: 0, reasons: ['x.test.ts: it failed\n  1 is not 2'] });
  });
});

describe('the judges of the checks', () => {
  it('walls: nothing seen is nothing proved', () => {
    expect(judgeWalls({ totalCruised: 0, violations: [] }).ok).toBe(false);
    expect(judgeWalls({ totalCruised: 1, violations: [] }).ok).toBe(true);
    const violation = { from: 'shared/a.ts', to: 'server/b.ts', rule: { name: 'room shared' } };
    expect(judgeWalls({ totalCruised: 1, violations: [violation] }).ok).toBe(false);
  });

  it('lock file: hashes, but no place of origin', () => {
    expect(judgeLock('{ "node_modules/x": { "version": "1.0.0", "integrity": "sha512-x" } }').ok).toBe(true);
    expect(judgeLock('  "resolved": "x",').ok).toBe(false);
    expect(judgeLock('  "version": "https://registry.example/x.tgz",').ok).toBe(false);
  });
});

describe('isInstalled', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('is content without packages for other platforms', () => {
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it('sees a missing, another and a surplus package', () => {
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(
      isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } }),
    ).toBe(false);
  });
});

describe('what a service says at its end', () => {
  it('is its own sentence when it gave one', () => {
    const tail = ['{"level":30,"msg":"hello"}', '{"fatal":"The data folder holds demo data."}'];
    expect(describeEnding('server', { code: 1, signal: null }, tail)).toBe('The data folder holds demo data.');
  });

  it('is its last words otherwise', () => {
    const tail = ['{"level":50,"msg":"cannot write","err":{"message":"ENOSPC"}}', 'plain'];
    expect(describeEnding('server', { code: null, signal: 'SIGKILL' }, tail)).toBe(
      'The server stopped unexpectedly (by SIGKILL).\n  Its last words:\n  cannot write: ENOSPC\n  plain',
    );
  });
});

describe('addresses', () => {
  const server = { url: 'http://127.0.0.1:8080', portalUrl: 'http://127.0.0.1:8080/', posterUrl: null, demo: null };

  it('reach the machine itself, whatever it listens on', () => {
    expect(localUrl('0.0.0.0', 1)).toBe('http://127.0.0.1:1');
    expect(localUrl('::1', 1)).toBe('http://[::1]:1');
    expect(localUrl('192.168.1.5', 1)).toBe('http://192.168.1.5:1');
  });

  it('for a phone keep port and path', () => {
    expect(withHost('http://127.0.0.1:8080/v/abc', '192.168.1.5')).toBe('http://192.168.1.5:8080/v/abc');
    expect(phoneUrl(server, '127.0.0.1', '192.168.1.5')).toBeNull();
    expect(phoneUrl(server, '0.0.0.0', null)).toBeNull();
    expect(phoneUrl(server, '0.0.0.0', '192.168.1.5')).toBe('http://192.168.1.5:8080/');
  });

  it('of the network are IPv4 and not the loop', () => {
    const base = { netmask: '', mac: '', cidr: null };
    const loop = { ...base, address: '127.0.0.1', family: 'IPv4' as const, internal: true };
    const wifi = { ...base, address: '10.0.0.7', family: 'IPv4' as const, internal: false };
    expect(findLanAddress({ lo: [loop], wlan0: [wifi] })).toBe('10.0.0.7');
    expect(findLanAddress({ lo: [loop] })).toBeNull();
  });

  it('stand in one table, with the login', () => {
    const demo = {
      login: 'demo@example.vn',
      password: 'secret',
      entrance: 'demo',
      staffPin: '246810',
      wardLogin: 'w@example.vn',
    };
    const text = formatAnnouncement({ ...server, demo }, null, '/data');
    expect(text).toMatch(/Portal +http:\/\/127[.]0[.]0[.]1:8080\/ +sign in: demo@example[.]vn {2}secret/);
    expect(text).toMatch(/Staff .*PIN .*246810/);
    expect(text).toMatch(/Ward .*w@example[.]vn/);
    expect(text).not.toContain('Kiosk');
  });
});

describe('formatTable', () => {
  it('sets columns under each other', () => {
    const rows = [
      ['a', '1', 'x'],
      ['bcd', '22', ''],
    ];
    expect(formatTable(rows, { indent: '', right: [1] })).toBe('a      1   x\nbcd   22');
  });
});
