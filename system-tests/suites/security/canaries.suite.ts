import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import { findPosterCode, openPoster } from '../../../server/testing/phone.ts';
import { makePairingCode, type Owner, PASSWORD, registerOwner } from '../../../server/testing/test-server.ts';
import { declareNothing, press, readResult, t, typePhone } from '../../story/door.ts';
import { type Running, readyLine, startProgram } from '../../support/child-process.ts';
import { chromiumPath } from '../../support/chromium.ts';
import { findTraces, findTracesIn, formsOf, type Trace } from '../../support/find-traces.ts';
import { findFreePort } from '../../support/free-port.ts';
import { hasSocat, layCable, type SerialLine } from '../../support/serial-line.ts';
import { ask } from './support/ask.ts';
import {
  answerTheirRequests,
  comeBy,
  ERRAND_SECRETS,
  type Errands,
  findBesideVenues,
  handleIncident,
  letVenuesIn,
  RESPONSIBLE,
  takeLogAlong,
  writeInAndLookFor,
} from './support/canary-errands.ts';

/** People who are nobody else: whatever is found of them came from here. */
const BY_POSTER = { name: 'Tôn Nữ Nghiêu Khuynh', phone: '0987461352' };
const BY_PASS = { name: 'Ngoãn Khuếch Truật', phone: '0976318452' };
const CARDS = [
  { id: '046186901357', name: 'Nghinh Thị Choòng Khuya', birth: '15021986', sex: 'Nữ', home: '12 Kiệt Ngoẹo Huế' },
  { id: '046090904563', name: 'Quách Văn Thoảng Chuệch', birth: '02031990', sex: 'Nam', home: '9 Ngõ Khuỷu Huế' },
  { id: '001195907892', name: 'Đoàn Ngọc Nguệch Ngoạc', birth: '30121995', sex: 'Nữ', home: '4 Đường Ngoằn Huế' },
] as const;
const CARD_PHONE = '0935172648';
const INSURANCE = 'GD4797919462837';
const SENT_TO_FAIL = 'Khuyến Zaluchka Vượng';
const SECRETS = [
  ...[BY_POSTER, BY_PASS].flatMap(({ name, phone }) => [name, phone, phone.slice(1)]),
  ...CARDS.flatMap(({ id, name, home }) => [id, name, home]),
  ...[CARD_PHONE, CARD_PHONE.slice(1), INSURANCE, SENT_TO_FAIL],
  ...ERRAND_SECRETS,
];
/** Only where the server keeps venues. */
const AT_WORK = [RESPONSIBLE.name, RESPONSIBLE.phone.slice(1)];
/** Never anywhere, not even sealed. */
const PASSWORDS = [PASSWORD];
const forms = formsOf([...SECRETS, ...PASSWORDS, ...AT_WORK]);

const textOf = ({ id, name, birth, sex, home }: (typeof CARDS)[number]): string =>
  `${id}|191234567|${name}|${birth}|${sex}|${home}|20052021\r\n`;

let folder: string;
let port: number;
let server: Running;
let kiosk: Running;
let serial: SerialLine;
let browser: BrowserContext;
let page: Page;
let owner: Owner;
const said: string[] = [];
const addresses: string[] = [];
const errors: string[] = [];
/** What the browser refused the kiosk's screen. */
const violations: string[] = [];

const at = (...parts: string[]): string => join(folder, ...parts);
const url = (): string => `http://127.0.0.1:${port}`;
/** What a program leaves behind for a moment is left in here. */
const environment = () => ({ TMPDIR: at('tmp'), VENUE_LOG_LEVEL: 'debug', NODE_V8_COVERAGE: '' });

async function startServer(data = 'server'): Promise<void> {
  server = startProgram('server/main.ts', ['--data', at(data), '--port', String(port)], environment());
  await readyLine(server);
}

function command(...args: string[]): string {
  const run = spawnSync(process.execPath, ['server/cli.ts', ...args], {
    cwd: join(import.meta.dirname, '../../..'),
    encoding: 'utf8',
    env: { ...process.env, ...environment() },
  });
  said.push(run.stdout, run.stderr);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

/** As a power cut would: nothing is tidied up. */
async function kill(running: Running): Promise<void> {
  const gone = new Promise((resolve) => running.process.once('exit', resolve));
  running.process.kill('SIGKILL');
  await gone;
  said.push(running.stderr(), ...running.lines);
}

const errands = (): Errands => ({
  ...{ owner, url: url() },
  command: (...args) => command(...args, '--data', at('server')),
  onAddress: (address) => void addresses.push(address),
});

const allSaid = (): string => [...said, ...addresses, ...errors].join('\n');

describe.skipIf(!hasSocat)('people with names that nobody else has', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'canaries-'));
    for (const name of ['tmp', 'usb']) mkdirSync(at(name));
    port = await findFreePort();
    await startServer();
    owner = await registerOwner(url());
    // Half as long as usual before the next person: the story waits for it five times.
    const shorter = await owner.call('PATCH', `/venues/${owner.venueId}/door`, { choices: { resultMs: 2_500 } });
    if (!shorter.ok) throw new Error(`door settings: ${shorter.status}`);
    serial = await layCable(folder);
    const code = await makePairingCode(owner);
    kiosk = startProgram(
      'kiosk/browser-host/main.ts',
      [
        ...['--data', at('kiosk'), '--port', '0', '--server', url(), '--serial', serial.port],
        ...['--usb-dir', at('usb'), '--pair', code],
      ],
      environment(),
    );
    const ready = await readyLine<{ url: string }>(kiosk);
    browser = await chromium.launchPersistentContext(at('profile'), {
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      viewport: { width: 1080, height: 1920 },
    });
    browser.on('request', (request) => addresses.push(request.url()));
    browser.on('console', (message) => {
      said.push(message.text());
      if (/Trusted|Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    page = await browser.newPage();
    await page.goto(ready.url);
    await page.locator('.kiosk--idle').waitFor();
  }, 120_000);

  afterAll(async () => {
    await Promise.allSettled([browser?.close(), serial?.unplug(), kiosk?.stop(), server?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('come in by poster, pass, card, group and insurance card', async () => {
    const phone = await openPoster(url(), await findPosterCode(owner), Date.now());
    expect((await phone.send(phone.request(BY_POSTER))).status).toBe(201);
    const terms = (await (await fetch(`${url()}/api/visitor/v1/pass-terms`)).json()) as {
      consent: { version: number };
    };
    const made = await fetch(`${url()}/api/visitor/v1/passes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...BY_PASS, language: 'vi', consentVersion: terms.consent.version }),
    });
    const { passText } = (await made.json()) as { passText: string };
    await serial.scan(`${passText}\r`);
    await declareNothing(page);
    await readResult(page);
    await serial.scan(textOf(CARDS[0]));
    await declareNothing(page);
    await typePhone(page, CARD_PHONE);
    expect(await readResult(page)).toContain('N. T. C. Khuya');
    await page.getByRole('button', { name: t('idle.group') }).click();
    await serial.scan(textOf(CARDS[1]));
    await page.locator('.member').first().waitFor();
    await page.getByRole('button', { name: t('group.addChild') }).click();
    await press(page, t('group.done', { count: 2 }));
    await declareNothing(page);
    await page.locator('.kiosk--phone').waitFor();
    await press(page, t('phone.skip'));
    await readResult(page);
    await serial.scan(`${INSURANCE}\r`);
    await declareNothing(page);
    await typePhone(page, CARD_PHONE);
    await readResult(page);
  }, 120_000);

  it('one of them while the server is away', async () => {
    await kill(server);
    await serial.scan(textOf(CARDS[2]));
    await declareNothing(page);
    await page.locator('.kiosk--phone').waitFor();
    await press(page, t('phone.skip'));
    expect(await readResult(page)).toContain('Ngoạc');
    await startServer();
  }, 120_000);

  it('are written in, looked for, told what is kept of them and put right', async () => {
    await answerTheirRequests(errands(), await writeInAndLookFor(errands()));
    await handleIncident(errands());
    await letVenuesIn(errands());
    await expect(comeBy(errands())).resolves.toBeUndefined();
  }, 120_000);

  it('are seen, exported, corrected and copied', async () => {
    const isThere = async () => expect(String(await takeLogAlong(errands(), 'csv'))).toContain(CARDS[2].name);
    await vi.waitFor(isThere, { timeout: 60_000, interval: 1_000 });
    for (const format of ['csv', 'xlsx'] as const) {
      const found = findTraces(format, await takeLogAlong(errands(), format), forms).map(({ secret }) => secret);
      // The search can find them where they have to be.
      expect(found).toEqual(expect.arrayContaining([BY_POSTER.name, BY_PASS.name, CARDS[0].name, CARD_PHONE]));
    }
    expect(String(await takeLogAlong(errands(), 'pdf'))).toMatch(/^%PDF/);
    const { people } = (await (await owner.call('GET', `/venues/${owner.venueId}/inside`)).json()) as {
      people: { visitId: string }[];
    };
    expect(people.length).toBeGreaterThan(4);
    expect((await owner.call('GET', `/venues/${owner.venueId}/inside.pdf`)).status).toBe(200);
    expect((await owner.call('POST', `/visits/${people[0]!.visitId}/departure`)).status).toBe(204);
    for (const part of ['visits', 'day', 'calls', 'kiosks'])
      await owner.call('GET', `/venues/${owner.venueId}/${part}`);
    command('visits', '--data', at('server'), '--entrance', owner.entranceId);
    command('backup', '--data', at('server'), '--to', at('backups'), '--keys-to', at('key-backups'));
  }, 120_000);

  it('are told by no error, whatever is sent where', async () => {
    const { paths } = JSON.parse((await ask(url(), { method: 'GET', path: '/api/openapi.json' })).text) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const secret = encodeURIComponent(SENT_TO_FAIL);
    const header = Buffer.from(SENT_TO_FAIL).toString('latin1');
    for (const [pattern, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const path = `${pattern.replace(/\{\w+\}/g, secret)}?before=${secret}&${secret}=${secret}`;
        const own = pattern.replace('{venueId}', owner.venueId).replace('{entranceId}', owner.entranceId);
        for (const target of [path, `${own}?day=${secret}`]) {
          const isRead = method === 'get';
          const headers = {
            ...{ [CSRF_HEADER]: '1', cookie: owner.cookie, 'content-type': 'application/json', 'user-agent': header },
            ...{
              referer: `http://127.0.0.1/${secret}`,
              'x-forwarded-for': header,
              authorization: `Kiosk id="${header}"`,
            },
          };
          const bodies = [`{"name":"${SENT_TO_FAIL}","phone":{"${SENT_TO_FAIL}":1}}`, `{"${SENT_TO_FAIL}`];
          for (const body of isRead ? [undefined] : bodies) {
            const request = {
              method: method.toUpperCase(),
              path: target,
              headers,
              ...(body !== undefined && { body }),
            };
            const { status, text } = await ask(url(), request);
            if (status >= 400) errors.push(text);
          }
        }
      }
    }
    expect(errors.length).toBeGreaterThan(80);
  }, 120_000);

  it('a copy is put back', async () => {
    await kill(server);
    const copies = readdirSync(at('backups')).filter((name) => name.endsWith('.db'));
    const keys = readdirSync(at('key-backups'))[0];
    mkdirSync(at('restored'));
    const args = ['--database', at('backups', copies.at(-1)!), '--keys', at('key-backups', keys!)];
    cpSync(at('server', 'secrets'), at('restored', 'secrets'), { recursive: true });
    command('restore', '--data', at('restored'), ...args);
    await startServer('restored');
    const { status } = await owner.call('GET', `/venues/${owner.venueId}/visits`);
    // It may be another server's copy: who is signed in does not come along.
    expect([200, 401]).toContain(status);
    await kill(server);
  }, 60_000);

  it('and nothing that anything wrote names one of them', async () => {
    await kill(kiosk);
    await browser.close();
    expect(violations).toEqual([]);
    const { traces, files, bytes } = findTracesIn(folder, forms);
    expect(files).toBeGreaterThan(20);
    expect(bytes).toBeGreaterThan(500_000);
    const isVenues = ({ where, secret }: Trace) => AT_WORK.includes(secret) && /\/server[^/]*\.db(-wal)?$/.test(where);
    expect(traces.filter((trace) => !isVenues(trace))).toEqual([]);
    // It would have been seen there too.
    expect(traces.some(isVenues)).toBe(true);
    expect(findBesideVenues(at('server', 'server.db'), formsOf(AT_WORK))).toEqual([]);
    expect(allSaid().length).toBeGreaterThan(10_000);
    expect(findTraces('what was said', Buffer.from(allSaid()), forms)).toEqual<Trace[]>([]);
    // It would have been seen.
    writeFileSync(at('tmp', 'left-behind'), gzipSync(`{"name":"${CARDS[0].name}"}`));
    expect(findTracesIn(at('tmp'), forms).traces).not.toEqual([]);
  }, 240_000);
});
