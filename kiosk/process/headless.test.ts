import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { Headless } from './testing/run-headless.ts';

const HUONG = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const card = (n: number): string => `0461850${String(n).padStart(5, '0')}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;
const ACK = /^ACK [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('the kiosk without a screen, against the real server', () => {
  let server: TestServer;
  let owner: Owner;
  let dataDir = '';
  const running: Headless[] = [];

  function start(...args: string[]): Headless {
    const headless = new Headless(['--data', dataDir, '--server', server.url, ...args]);
    running.push(headless);
    return headless;
  }

  const pairing = async (): Promise<string[]> => ['--pair', await makePairingCode(owner)];

  async function visits(): Promise<string[]> {
    const response = await owner.call('GET', `/venues/${owner.venueId}/visits?from=${dayOf(Date.now())}`);
    const page = (await response.json()) as { visits: Array<{ id: string }> };
    return page.visits.map(({ id }) => id);
  }

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'headless-'));
    server = await startTestServer();
    owner = await registerOwner(server.url);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((headless) => headless.kill()));
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('acknowledges what is written, says why it does not, syncs, and leaves the rest in the log', async () => {
    const headless = start(...(await pairing()));
    const answers = await headless.scan(
      HUONG,
      'https://example.com/',
      '046185001234|191234567|Nguyễn Th',
      `\n${HUONG}\r`,
    );
    expect(answers).toEqual([
      expect.stringMatching(ACK),
      'NAK unknown-web-address',
      'NAK garbled',
      expect.stringMatching(ACK),
    ]);
    expect(await headless.end()).toBe(0);
    expect(headless.lines.at(-1)).toMatch(/^SYNC \d+ 0$/);
    expect(headless.lines.every((line) => /^(ACK|NAK|SYNC) /.test(line))).toBe(true);
    expect(headless.confirmed).toBe(2);
    // The second scan of the same card is the same visit.
    expect(await visits()).toEqual([answers[0]?.slice(4)]);
  });

  it('works with the server down from the first minute after pairing, and brings everything when it is back', async () => {
    expect(await start(...(await pairing())).end()).toBe(0);
    const { dataDir: serverData } = server;
    await server.server.close();
    const headless = start('--drain', '300');
    const answers = await headless.scan(...[1, 2, 3].map(card));
    expect(answers).toEqual(Array(3).fill(expect.stringMatching(ACK)));
    expect(await headless.end()).toBe(0);
    expect(headless.lines.some((line) => line.startsWith('SYNC'))).toBe(false);

    const again = await startTestServer({ dataDir: serverData });
    const draining = new Headless(['--data', dataDir, '--server', again.url]);
    running.push(draining);
    expect(await draining.end()).toBe(0);
    expect(draining.confirmed).toBe(3);
    expect(draining.lines.at(-1)).toMatch(/^SYNC \d 0$/);
    await again.close();
  });

  it('leaves nobody readable on the disk: not in UTF-8, UTF-16, base64 or hex', async () => {
    const headless = start(...(await pairing()));
    await headless.scan(HUONG, 'B12345670089|TRAN GIA BAO|1985-02-01|0|QID9876543210|', 'HC4460123456789');
    const texts = [
      'Nguyễn Thị Hương',
      'Hương',
      '046185001234',
      'TRAN GIA BAO',
      'B12345670089',
      'QID9876543210',
      'HC4460123456789',
    ];
    const needles = texts.flatMap((text) => {
      const bytes = Buffer.from(text);
      return [
        bytes,
        Buffer.from(text, 'utf16le'),
        Buffer.from(text, 'utf16le').swap16(),
        // Inside a longer base64 text a needle stands at one of three offsets.
        ...[0, 1, 2]
          .map((offset) => {
            const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
            return Buffer.from(encoded.slice(offset === 0 ? 0 : 4, -4));
          })
          // Envelopes are base64 too: a few letters stand in one of them by chance.
          .filter((encoded) => encoded.length >= 8),
        Buffer.from(bytes.toString('hex')),
        Buffer.from(bytes.toString('hex').toUpperCase()),
      ];
    });
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dataDir, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const content = readFileSync(file);
      for (const needle of needles) expect(content.includes(needle), `${file} ${needle.toString()}`).toBe(false);
    }
    // The needles would be found: the pairing is there in the clear.
    expect(files.some((file) => readFileSync(file).includes(server.url))).toBe(true);
    expect(headless.stderr).not.toMatch(/Hương|046185001234|BAO/);
  });

  it.runIf(process.platform === 'linux')('leaves nothing of its memory in a dump, should it crash', async () => {
    const headless = start(...(await pairing()));
    await headless.scan(HUONG);
    expect(readFileSync(`/proc/${headless.child.pid}/coredump_filter`, 'utf8').trim()).toMatch(/^0+$/);
  });

  it('keeps every acknowledged check-in when it is killed', async () => {
    const headless = start(...(await pairing()));
    const answers = await headless.scan(...Array.from({ length: 40 }, (_, n) => card(n)));
    await headless.kill();
    expect(await start().end()).toBe(0);
    const ids = answers.map((answer) => answer.slice(4));
    expect(new Set(await visits())).toEqual(new Set(ids));
  });

  it('answers a long input line by line', async () => {
    const headless = start(...(await pairing()), '--drain', '0');
    const scans = Array.from({ length: 1_000 }, (_, n) => (n % 10 === 9 ? 'x'.repeat(10_000) : card(n)));
    const answers = await headless.scan(...scans);
    expect(answers).toHaveLength(1_000);
    expect(answers.filter((answer) => ACK.test(answer))).toHaveLength(900);
    expect(answers.filter((answer) => answer === 'NAK unknown-text')).toHaveLength(100);
    expect(await headless.end()).toBe(0);
  });

  it.each([
    ['not paired', [], /not paired yet/],
    ['a wrong code', ['--pair', 'AAAA-AAAA'], /could not be paired: code-unknown/],
    ['a bad option', ['--drain', 'soon'], /--drain takes a number/],
    ['an unknown option', ['--nonsense'], /--nonsense/],
  ])('says one sentence and exits 1: %s', async (_, args, sentence) => {
    const headless = start(...args);
    expect(await headless.end()).toBe(1);
    expect(headless.lines).toEqual([]);
    expect((JSON.parse(headless.stderr) as { fatal: string }).fatal).toMatch(sentence);
  });

  it('refuses a data folder that another kiosk uses', async () => {
    const first = start(...(await pairing()));
    await first.scan(HUONG);
    const second = start();
    expect(await second.end()).toBe(1);
    expect((JSON.parse(second.stderr) as { fatal: string }).fatal).toContain(dataDir);
    expect(await first.scan(card(1))).toEqual([expect.stringMatching(ACK)]);
  });

  it('ends at a signal, in good order', async () => {
    const headless = start(...(await pairing()));
    await headless.scan(HUONG);
    headless.child.kill('SIGTERM');
    expect(await headless.end()).toBe(0);
  });
});
