import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rasterise } from '../print/testing/rasterise.ts';
import { declareNothing, pairKiosk, readResult, skipPhone, t, typePhone, waitForChip } from './story/door.ts';
import {
  askPairingCode,
  downloadPoster,
  exportInFull,
  goOnToPairing,
  readLog,
  registerBusiness,
  startAnotherExport,
  waitUntilPaired,
} from './story/owner.ts';
import { checkInByPoster, makePass, unknownCodeTitle } from './story/phone.ts';
import { type Running, readyLine, startProgram } from './support/child-process.ts';
import { collectForeignRequests, fakeCameraFlags, keepScreenshot, launchChromium } from './support/chromium.ts';
import { writeFakeCamera } from './support/fake-camera.ts';
import { findTracesIn, formsOf } from './support/find-traces.ts';
import { findFreePort } from './support/free-port.ts';
import { readCode, readCodeOfScreenshot } from './support/read-code.ts';
import { hasSocat, layCable, type SerialLine } from './support/serial-line.ts';

const business = {
  organisation: 'Hộ kinh doanh Trà Sen Vỹ Dạ',
  owner: 'Tôn Nữ Quỳnh Giao',
  email: 'giao@trasen.example.vn',
  password: 'trà sen buổi sớm 2026',
  venue: 'Quán Trà Sen Vỹ Dạ',
  commune: 'Phường Vỹ Dạ',
  addressLine: '131 Nguyễn Sinh Cung',
};

const byPhone = { name: 'Lê Thị Hồng Thuỷ', phone: '0905 123 456' };
const byPass = { name: 'Đặng Quốc Khánh', phone: '0912 345 678' };
const cards = {
  before: '046186001239|191234567|Nguyễn Thị Hương|15021986|Nữ|Phường Vỹ Dạ, Huế|20052021\r\n',
  first: '046090004568|191234568|Trần Văn Đức|02031990|Nam|Phường Phú Xuân, Huế|20052021\r',
  second: '001195007891||Phạm Ngọc Ánh|30121995|Nữ|Phường Thuận Hoá, Huế|20052021\n',
};
const typed = { keys: 'TRANG', name: 'Trang', phone: '0987654321' };
/** Everybody, as the log must name them, each exactly once. */
const everybody = [byPhone.name, byPass.name, 'Nguyễn Thị Hương', 'Trần Văn Đức', 'Phạm Ngọc Ánh', typed.name];

interface Story {
  readonly folder: string;
  readonly port: number;
  server: Running;
  kiosk: Running;
  serial: SerialLine;
  /** The owner's and the visitor's browser, without a camera. */
  office: Browser;
  door: Browser;
  owner: Page;
  posterUrl: string;
  screen: Page;
  foreign: string[];
}

const story = {} as Story;
const serverUrl = (): string => `http://127.0.0.1:${story.port}`;

async function startServer(): Promise<void> {
  const { folder, port } = story;
  story.server = startProgram('server/main.ts', ['--data', join(folder, 'server'), '--port', String(port)]);
  await readyLine(story.server);
}

async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', acceptDownloads: true });
  const page = await context.newPage();
  const foreign = collectForeignRequests(page);
  story.foreign = foreign.concat(story.foreign ?? []);
  return page;
}

describe.skipIf(!hasSocat)('the whole story, from registration to the exported log', () => {
  beforeAll(async () => {
    Object.assign(story, { folder: mkdtempSync(join(tmpdir(), 'whole-story-')), port: await findFreePort() });
    await startServer();
    story.office = await launchChromium();
    story.serial = await layCable(story.folder);
  });

  afterAll(async () => {
    await Promise.allSettled([story.office?.close(), story.door?.close(), story.serial?.unplug()]);
    await Promise.allSettled([story.kiosk?.stop(), story.server?.stop()]);
    rmSync(story.folder, { recursive: true, force: true });
  });

  it('a business registers and holds its poster, whose code says exactly the entrance’s address', async () => {
    story.owner = await openPage(story.office, { width: 1280, height: 900 });
    await registerBusiness(story.owner, serverUrl(), business);
    await keepScreenshot(story.owner, 'story-1-registered');
    const pdf = await downloadPoster(story.owner, story.folder);
    const posterUrl = (await readCode(await rasterise(pdf, 150))) ?? 'no code';
    expect(posterUrl).toMatch(new RegExp(`^${serverUrl()}/v/[A-Za-z0-9_-]{22}$`));
    const shown = await story.owner.locator('dd a').first().getAttribute('href');
    // The owner only looks: the link tells the page not to count it as a visitor's scan.
    expect(shown).toBe(`${posterUrl}#look`);
    story.posterUrl = posterUrl;
  }, 60_000);

  it('a visitor opens the poster’s address on a phone and checks in; an unknown code gets kind words', async () => {
    const phone = await openPage(story.office, { width: 390, height: 844 });
    const words = await checkInByPoster(phone, story.posterUrl, byPhone);
    expect(words).toContain('L. T. H. Thuỷ');
    expect(words).toContain(business.venue);
    await keepScreenshot(phone, 'story-2-phone');
    await phone.goto(`${serverUrl()}/v/${'x'.repeat(22)}`);
    await phone.getByRole('heading', { name: unknownCodeTitle }).waitFor();
    await phone.close();
  }, 60_000);

  it('the owner pairs a kiosk by a code typed once', async () => {
    const phone = await openPage(story.office, { width: 390, height: 844 });
    await makePass(phone, serverUrl(), byPass);
    const passText = await readCodeOfScreenshot(await phone.locator('.pass__code').screenshot());
    expect(passText).toMatch(/^VCP1[A-Z2-7]{140}$/);
    await keepScreenshot(phone, 'story-3-pass');
    await phone.close();

    story.kiosk = startProgram('kiosk/browser-host/main.ts', [
      ...['--data', join(story.folder, 'kiosk'), '--port', '0'],
      ...['--server', serverUrl(), '--serial', story.serial.port],
    ]);
    const { url } = await readyLine<{ url: string }>(story.kiosk);
    const video = join(story.folder, 'camera.y4m');
    await writeFakeCamera(video, [{ seconds: 1, text: passText }], { framesPerSecond: 5 });
    story.door = await launchChromium(fakeCameraFlags(video));
    story.screen = await openPage(story.door, { width: 1080, height: 1920 });

    await goOnToPairing(story.owner);
    const code = await askPairingCode(story.owner);
    await keepScreenshot(story.owner, 'story-3-pairing-code');
    await story.screen.goto(url);
    await pairKiosk(story.screen, serverUrl(), code);
    await waitUntilPaired(story.owner);
  }, 60_000);

  it('a pass held to the camera is read, declared and welcomed', async () => {
    await story.screen.locator('.kiosk--declaration').waitFor();
    await keepScreenshot(story.screen, 'story-4-declaration');
    await declareNothing(story.screen);
    await story.screen.locator('.result--welcome').waitFor();
    await keepScreenshot(story.screen, 'story-4-welcome');
    expect(await readResult(story.screen)).toContain(t('result.welcome'));
  }, 60_000);

  it('a citizen card read by the serial scanner is followed by "phone, or skip"', async () => {
    await story.serial.scan(cards.before);
    await declareNothing(story.screen);
    await typePhone(story.screen, '0935111222');
    const words = await readResult(story.screen);
    expect(words).toContain('N. T. Hương');
    expect(words).toContain(t('result.welcome'));
  }, 60_000);

  it('with the server down the door stays open, and the screen says how many wait', async () => {
    await waitForChip(story.screen, t('connection.online'));
    expect(await story.server.stop()).toBe(0);
    await story.serial.scan(cards.first);
    await declareNothing(story.screen);
    await skipPhone(story.screen);
    expect(await readResult(story.screen)).toContain('T. V. Đức');
    await story.serial.scan(cards.second);
    await declareNothing(story.screen);
    await skipPhone(story.screen);
    expect(await readResult(story.screen)).toContain('P. N. Ánh');
    await story.screen.locator('.idle .big-button--primary').click();
    await typePhone(story.screen, typed.phone);
    for (const key of typed.keys) await story.screen.getByRole('button', { name: key, exact: true }).click();
    await story.screen.getByRole('button', { name: t('keys.next'), exact: true }).click();
    await declareNothing(story.screen);
    expect(await readResult(story.screen)).toContain(t('result.welcome'));
    await waitForChip(story.screen, t('connection.offlineWaiting', { count: 3 }));
    await keepScreenshot(story.screen, 'story-6-offline');
  }, 90_000);

  it('the screen keeps nothing of who was there', async () => {
    const kept = await story.screen.evaluate(async () => {
      const databases = await indexedDB.databases();
      const { localStorage, sessionStorage, history } = window;
      const inputs = [...document.querySelectorAll('input')].map((input) => input.value);
      const stored = [localStorage, sessionStorage, history.state, document.cookie, databases, inputs];
      return document.documentElement.outerHTML + JSON.stringify(stored);
    });
    expect(kept).toContain(t('idle.hold'));
    const traces = ['Đức', 'Ánh', 'Hương', typed.name, typed.phone, '0987 654 321', '0935'];
    expect(traces.filter((trace) => kept.includes(trace))).toEqual([]);
  });

  it('nothing on the kiosk’s disk names anybody', () => {
    const secrets = ['Nguyễn Thị Hương', 'Trần Văn Đức', 'Phạm Ngọc Ánh', '046186001239', '001195007891', typed.phone];
    const { traces, bytes } = findTracesIn(join(story.folder, 'kiosk'), formsOf(secrets));
    expect(bytes).toBeGreaterThan(10_000);
    expect(traces).toEqual([]);
  });

  it('when the server is back the kiosk syncs by itself, and the log has everybody exactly once', async () => {
    await startServer();
    // After some failures the kiosk tries again only every half a minute.
    await waitForChip(story.screen, t('connection.online'), 70_000);
    await story.owner.reload();
    const rows = await readLog(story.owner);
    await keepScreenshot(story.owner, 'story-8-log');
    expect(rows).toHaveLength(everybody.length);
    for (const name of ['L. T. H. Thuỷ', 'Đ. Q. Khánh', 'N. T. Hương', 'T. V. Đức', 'P. N. Ánh']) {
      expect(rows.filter((row) => row.includes(name))).toHaveLength(1);
    }
    expect(rows.join('\n')).not.toContain('Nguyễn Thị Hương');
  }, 120_000);

  it('the exported CSV and XLSX name everybody, accents intact, and phones stay text', async () => {
    const csv = (await exportInFull(story.owner, story.folder, 'csv')).toString('utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const lines: string[][] = parse(csv, { bom: true });
    await startAnotherExport(story.owner);
    const xlsx = XLSX.read(await exportInFull(story.owner, story.folder, 'xlsx'));
    const sheet = xlsx.Sheets[xlsx.SheetNames[0] ?? ''];
    const cells: unknown[][] = sheet ? XLSX.utils.sheet_to_json(sheet, { header: 1 }) : [];
    for (const table of [lines, cells]) {
      expect(table).toHaveLength(everybody.length + 1);
      for (const name of everybody) expect(table.filter((row) => row.includes(name))).toHaveLength(1);
      expect(table.flat()).toContain('0935111222');
    }
    expect(xlsx.SheetNames).toHaveLength(2);
  }, 60_000);

  it('nothing asked for anything beyond this machine, and no name reached a log', () => {
    expect(story.foreign).toEqual([]);
    const logs = story.server.stderr() + story.kiosk.stderr();
    for (const name of [...everybody.slice(0, 5), '0935111222', '046186001239']) expect(logs).not.toContain(name);
  });
});
