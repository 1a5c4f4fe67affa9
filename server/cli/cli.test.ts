import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoAccess, seedDemo } from '../demo/service.ts';
import { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { type CliEnd, runCommand } from '../testing/run-cli.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import type { VisitLine } from '../visits/service.ts';
import { listVisits } from './list-visits.ts';

let test: TestServer;
let demo: DemoAccess;
beforeAll(async () => {
  test = await startTestServer();
  demo = await seedDemo(test.server.services);
});
afterAll(() => test.close());

/** The command as people run it, in a process of its own beside the running server. */
const asProcess = (...words: string[]): Promise<CliEnd> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), ...words], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
const cli = (...words: string[]): Promise<CliEnd> => runCommand(words);
const onData = (...words: string[]): Promise<CliEnd> => cli(...words, '--data', test.dataDir);

describe('demo data', () => {
  it('fills two days, keeps its password to itself, and is made once', async () => {
    const { venues, visits, exports } = test.server.services;
    const place = await venues.findPlaceByWord('demo');
    const count = async () => (await exports.preview(place!.venue.id, { from: '2020-01-01', to: '2100-01-01' })).rows;
    const seeded = await count();
    expect(seeded).toBeGreaterThan(48);
    expect((await visits.figures(place!.venue.id, undefined)).arrived).toBeGreaterThan(0);
    expect(await seedDemo(test.server.services)).toEqual(demo);
    expect(await count()).toBe(seeded);
    expect(statSync(join(test.dataDir, 'secrets/demo-password')).mode & 0o777).toBe(0o600);
  });

  it('lets its owner in, with a new password when the file of the old one is gone', async () => {
    const { accounts } = test.server.services;
    expect((await accounts.signIn({ email: demo.login, password: demo.password })).ok).toBe(true);
    rmSync(join(test.dataDir, 'secrets/demo-password'));
    const renewed = await seedDemo(test.server.services);
    expect(renewed.password).not.toBe(demo.password);
    expect((await accounts.signIn({ email: demo.login, password: demo.password })).ok).toBe(false);
    expect((await accounts.signIn({ email: demo.login, password: renewed.password })).ok).toBe(true);
  });
});

describe('admin commands', () => {
  it('pair-code prints a code that pairs, and nothing else', async () => {
    const { code, stdout, stderr } = await asProcess('pair-code', '--entrance', 'demo', '--data', test.dataDir);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}\n$/);
    const kiosk = await SimulatedKiosk.create(test.url, () => test.now);
    expect((await kiosk.pair(stdout.trim())).status).toBe(200);
  });

  it('poster-url prints the address; an entrance goes by short name, serial or id', async () => {
    const { venues } = test.server.services;
    const place = await venues.findPlaceByWord('demo');
    const { serial, id } = place!.entrance;
    expect(await venues.findPlaceByWord(id)).toEqual(place);
    expect((await onData('poster-url', '--entrance', serial.toLowerCase())).stdout).toBe(`${place!.posterUrl}\n`);
    expect(place!.posterUrl.startsWith(`${test.url}/v/`)).toBe(true);
  });

  it('visits is masked unless --reveal, and on the record either way', async () => {
    const masked = await onData('visits', '--entrance', 'demo', '--format', 'csv');
    const rows: Record<string, string>[] = parse(masked.stdout, { columns: true });
    expect(rows.length).toBeGreaterThan(30);
    // Those in somebody's care have neither.
    const inCare = rows.filter((row) => row['Ghi chú']?.includes('đi cùng'));
    expect(inCare.map((row) => row['Điện thoại'])).toEqual(['', '']);
    for (const row of rows) if (!inCare.includes(row)) expect(row['Điện thoại']).toMatch(/^0999 ••• \d{3}$/);
    const full = await onData('visits', '--entrance', 'demo', '--format', 'json', '--reveal');
    const lines = JSON.parse(full.stdout) as VisitLine[];
    expect(lines.map(({ id }) => id)).toEqual(rows.map((row) => row['Mã lượt']));
    for (const { name, phone } of lines.filter(({ flags }) => flags.length === 0))
      expect([name, phone]).toEqual([expect.stringMatching(/^\p{Lu}\p{Ll}+ /u), expect.stringMatching(/^0999\d{6}$/)]);
    const entries = await test.server.services.store.read
      .selectFrom('audit')
      .select(['action', 'actor', 'details_json'])
      .where('action', 'like', 'visits.%')
      .orderBy('seq')
      .execute();
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['visits.listed', 'cli'],
      ['visits.listed', 'cli'],
      ['visits.revealed', 'cli'],
    ]);
  });

  it.each([
    [{ day: '2020-01-01' }, '[]\n'],
    [{ from: '2020-01-01', to: '2020-01-02' }, '[]\n'],
    [{ format: 'pdf' }, /^The format is csv or json/],
    [{ language: 'fr' }, /^The language is vi or en/],
    [{ day: '1.11.2026' }, /^A day is written like/],
    [{ day: '2026-11-01', to: '2026-11-02' }, /^Give either --day/],
    [{ from: '2026-11-03', to: '2026-11-02' }, /^--from is after --to/],
  ])('visits takes %j as %j', async (options, expected) => {
    const defaults = { entrance: 'demo', format: 'json', language: 'vi' };
    const read = text(listVisits(test.server.services, { ...defaults, ...options }));
    if (typeof expected === 'string') expect(await read).toBe(expected);
    else await expect(read).rejects.toThrow(expected);
  });

  it('audit verify follows the trail; a change in it is one sentence and exit code 1', async () => {
    expect(await onData('audit', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok \d+ entries, \d+ signed heads\n$/),
    });
    const { store } = test.server.services;
    await store.transact((tx) => tx.updateTable('audit').set({ actor: 'nobody' }).where('seq', '=', 3).execute());
    expect(await onData('audit', 'verify')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The audit trail is broken at entry 3: it was changed, or put in.\n',
    });
  });

  it('units import reads a CSV file', async () => {
    const file = join(test.dataDir, 'hanoi.csv');
    writeFileSync(file, 'code,name,province_code\n00004,Phường Ba Đình,01\n');
    expect(await onData('units', 'import', file)).toMatchObject({ code: 0, stdout: '1\n' });
    const communes = await fetch(`${test.url}/api/portal/v1/units/communes?province=01`);
    expect(await communes.json()).toEqual({ units: [{ code: '00004', name: 'Phường Ba Đình' }] });
  });

  it('explains itself', async () => {
    const help = await cli('--help');
    expect(help.code).toBe(0);
    for (const name of ['pair-code', 'poster-url', 'visits', 'audit', 'units']) expect(help.stdout).toContain(name);
  });

  it.each([
    [['pair-code'], /^required option '--entrance <name>' not specified/],
    [['pair-code', '--entrance', 'nowhere'], /^There is no entrance "nowhere"/],
    [['units', 'import', '/nonexistent.csv'], /^The file \/nonexistent\.csv cannot be read/],
    [['nonsense'], /^unknown command 'nonsense'/],
  ])('answers %j with one sentence and exit code 1', async (words, sentence) => {
    const isCommand = words[0] !== 'nonsense';
    const { code, stdout, stderr } = await (isCommand ? onData(...words) : asProcess(...words));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('does not make a data folder by asking about it', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'cli-'));
    const { code, stderr } = await cli('audit', 'verify', '--data', empty);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^There is no data in /)]);
    rmSync(empty, { recursive: true });
  });
});
