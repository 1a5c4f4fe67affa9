import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importRecords } from '#server/cli/import-records.ts';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import type { CallList, DoorChanges, InsideList } from '#shared/contract/portal-door.ts';
import { declareNothing, press, readResult, t, waitForChip } from './story/door.ts';
import { goHome, lockStaffPages, openStaffPage, openStaffPages, openTile, typePin } from './story/staff.ts';
import { type Running, readyLine, startProgram } from './support/child-process.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { hasSocat, layCable, type SerialLine } from './support/serial-line.ts';

const PIN = '246813';
/** A symptom with which one is sent to the staff, and not home. */
const MILD =
  DEFAULT_QUESTION_SET.questions.flatMap(({ checklist }) => checklist).find(({ verdict }) => verdict === 'see-staff')
    ?.label.vi ?? '';
const card = (id: string, name: string, birth: string, sex: 'Nam' | 'Nữ'): string =>
  `${id}||${name}|${birth}|${sex}|Huế|20052021\r\n`;
const CARDS = {
  huong: card('046186001239', 'Nguyễn Thị Hương', '15021986', 'Nữ'),
  duc: card('046090004568', 'Trần Văn Đức', '02031990', 'Nam'),
  anh: card('001195007891', 'Phạm Ngọc Ánh', '30121995', 'Nữ'),
  son: card('046088001234', 'Lê Hồng Sơn', '11051988', 'Nam'),
};

let folder: string;
let test: TestServer;
let owner: Owner;
let kiosk: Running;
let serial: SerialLine;
let browser: Browser;
let page: Page;
let paper: TcpServer;
let printed = 0;
let ticking: NodeJS.Timeout;

const changeDoor = async (changes: DoorChanges): Promise<void> => {
  const answer = await owner.call('PATCH', `/venues/${owner.venueId}/door`, changes);
  if (!answer.ok) throw new Error(`door: ${answer.status} ${await answer.text()}`);
};
const changeMode = async (mode: KioskMode): Promise<void> => {
  const answer = await owner.call('PATCH', `/entrances/${owner.entranceId}/door`, { mode });
  if (!answer.ok) throw new Error(`mode: ${answer.status}`);
};
const readPortal = async <T>(path: string): Promise<T> =>
  (await (await owner.call('GET', `/venues/${owner.venueId}${path}`)).json()) as T;
const inside = async (): Promise<InsideList['people']> => (await readPortal<InsideList>('/inside')).people;
/** As a guard would, rather than wait for the next heartbeat. */
async function syncNow(): Promise<void> {
  await openStaffPages(page, PIN);
  await openStaffPage(page, 'connection');
  await press(page, t('staff.connection.sync'));
  await page.getByRole('button', { name: t('staff.connection.sync'), exact: true }).waitFor();
  await lockStaffPages(page);
}
const idle = (): Promise<void> => page.locator('.kiosk--idle').waitFor();

async function startKiosk(extra: readonly string[] = []): Promise<void> {
  kiosk = startProgram('kiosk/browser-host/main.ts', [
    ...['--data', join(folder, 'kiosk'), '--port', '0', '--server', test.url, '--serial', serial.port],
    ...['--usb-dir', join(folder, 'usb'), ...extra],
  ]);
  const { url } = await readyLine<{ url: string }>(kiosk);
  await page.goto(url);
  await idle();
}

/** A receipt printer on the network: takes what it is sent. */
async function plugInPrinter(): Promise<number> {
  paper = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      printed += bytes.length;
    });
  });
  await new Promise<void>((resolve) => paper.listen(0, '127.0.0.1', resolve));
  return (paper.address() as AddressInfo).port;
}

describe.skipIf(!hasSocat)('a kiosk at a busy door', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'at-the-door-'));
    mkdirSync(join(folder, 'usb'));
    test = await startTestServer({ dataDir: join(folder, 'server') });
    // The server's time goes on.
    ticking = setInterval(() => (test.now = Date.now()), 100);
    owner = await registerOwner(test.url);
    await changeDoor({ staffPin: PIN });
    serial = await layCable(folder);
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    const printer = await plugInPrinter();
    await startKiosk(['--pair', await makePairingCode(owner), '--printer', `network:127.0.0.1:${printer}`]);
  }, 90_000);

  afterAll(async () => {
    clearInterval(ticking);
    await Promise.allSettled([browser?.close(), serial?.unplug(), kiosk?.stop()]);
    paper?.close();
    await test?.server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('what the portal decides takes effect while it runs', async () => {
    await changeDoor({ choices: { capacity: 4, print: 'receipt', askPhoneAfterCode: false } });
    await syncNow();
    await vi.waitFor(async () => expect(await page.locator('.idle').innerText()).toContain('/ 4'), {
      timeout: 60_000,
      interval: 200,
    });
    await keepScreenshot(page, 'door-1-idle');
  }, 90_000);

  it('a family comes in by one declaration, and a slip of paper goes with them', async () => {
    await page.getByRole('button', { name: t('idle.group') }).click();
    await page.locator('.kiosk--group').waitFor();
    await serial.scan(CARDS.huong);
    await page.locator('.member').first().waitFor();
    await page.getByRole('button', { name: t('group.addChild') }).click();
    await serial.scan(CARDS.duc);
    await page.locator('.member').nth(2).waitFor();
    await keepScreenshot(page, 'door-2-group');
    await page.getByRole('button', { name: t('group.done', { count: 3 }) }).click();
    await declareNothing(page);
    expect(await readResult(page)).toContain(t('result.people', { count: 3 }));
    await vi.waitFor(async () => expect(await inside()).toHaveLength(3), { timeout: 20_000, interval: 200 });
    const people = await inside();
    expect(people.every(({ partySize }) => partySize === 3)).toBe(true);
    expect(new Set(people.map(({ maskedName }) => maskedName))).toEqual(new Set(['N. T. Hương', 'T. V. Đức', null]));
    expect(people.filter(({ companion }) => companion === 'child')).toHaveLength(1);
    await vi.waitFor(() => expect(printed).toBeGreaterThan(1_000), { timeout: 20_000 });
  }, 90_000);

  it('somebody with symptoms is sent to the staff, whom the portal calls too, and let in by PIN', async () => {
    await serial.scan(CARDS.anh);
    await page.locator('.kiosk--declaration .big-button--yes').click();
    await page.locator('.check-line').getByText(MILD, { exact: true }).click();
    await page.locator('.big-button--primary').click();
    await page.locator('.result--see-staff').waitFor();
    await keepScreenshot(page, 'door-3-see-staff');
    await vi.waitFor(async () => expect((await readPortal<CallList>('/calls')).calls).toHaveLength(1), {
      timeout: 20_000,
      interval: 200,
    });
    await openStaffPages(page, '111222');
    await page.locator('.staff-pin__wrong').waitFor();
    await typePin(page, PIN);
    await page.locator('.call', { hasText: 'P. N. Ánh' }).waitFor();
    await keepScreenshot(page, 'door-3-calls');
    await press(page, t('staff.calls.letIn'));
    await page.getByText(t('staff.calls.empty')).first().waitFor();
    await vi.waitFor(async () => expect((await readPortal<CallList>('/calls')).calls).toEqual([]), {
      timeout: 20_000,
      interval: 200,
    });
    await lockStaffPages(page);
  }, 90_000);

  it('a full house says so kindly; the staff see who is inside, and one goes home', async () => {
    await page.locator('.idle', { hasText: '4 / 4' }).waitFor();
    await serial.scan(CARDS.son);
    await page.locator('.result--full').waitFor();
    await keepScreenshot(page, 'door-4-full');
    await page.locator('.cover-button').click();
    await idle();
    await openStaffPages(page, PIN);
    await openTile(page, 'inside');
    await page.locator('.present').nth(3).waitFor();
    const names = await page.locator('.present__name strong').allInnerTexts();
    expect(names.toSorted()).toEqual(['N. T. Hương', 'P. N. Ánh', 'T. V. Đức', t('staff.inside.child')].toSorted());
    await keepScreenshot(page, 'door-4-inside');
    await page.getByRole('button', { name: t('staff.inside.checkOutOf', { name: 'P. N. Ánh' }) }).click();
    await press(page, t('staff.inside.confirmYes'));
    await vi.waitFor(async () => expect(await page.locator('.present').count()).toBe(3));
    await lockStaffPages(page);
    await serial.scan(CARDS.son);
    await declareNothing(page);
    expect(await readResult(page)).toContain('L. H. Sơn');
  }, 90_000);

  it('the same door becomes an exit, and a family goes home by one code', async () => {
    await changeMode('exit');
    await vi.waitFor(
      async () => {
        await serial.scan(CARDS.huong);
        await page.locator('.result--goodbye').waitFor({ timeout: 2_000 });
      },
      { timeout: 60_000, interval: 500 },
    );
    await keepScreenshot(page, 'door-5-goodbye');
    await page.getByRole('button', { name: t('result.leaveOthers', { count: 2 }) }).click();
    await idle();
    await vi.waitFor(async () => expect(await inside()).toHaveLength(1), { timeout: 20_000, interval: 200 });
    expect(await inside()).toMatchObject([{ maskedName: 'L. H. Sơn' }]);
    await changeMode('both');
  }, 90_000);

  it('the poster on the wall is checked with the scanner', async () => {
    const venue = await readPortal<{ entrances: { posterUrl: string }[] }>('');
    await openStaffPages(page, PIN);
    await openStaffPage(page, 'poster');
    await serial.scan(`${venue.entrances[0]?.posterUrl}\r\n`);
    expect(await page.locator('.poster-verdict h2').innerText()).toBe(t('staff.poster.current.title'));
    await serial.scan(`https://evil.example/v/${'x'.repeat(22)}\r\n`);
    await page.getByText(t('staff.poster.foreign.title')).waitFor();
    await keepScreenshot(page, 'door-6-poster');
    await lockStaffPages(page);
  }, 60_000);

  it('without a server the waiting records leave on a stick, sealed, and come in once', async () => {
    // The door takes people in again.
    await syncNow();
    const port = Number(new URL(test.url).port);
    await test.server.close();
    await serial.scan(CARDS.anh);
    await declareNothing(page);
    await readResult(page);
    await waitForChip(page, t('connection.offlineWaiting', { count: 1 }));
    await openStaffPages(page, PIN);
    await openStaffPage(page, 'export');
    await page.locator('.drives__list .drive').click();
    await page.getByText(t('staff.export.done')).first().waitFor();
    await keepScreenshot(page, 'door-7-export');
    await goHome(page);
    await lockStaffPages(page);
    const [file = ''] = readdirSync(join(folder, 'usb'));
    expect(file).toMatch(/\.vcx$/);
    test = await startTestServer({ dataDir: join(folder, 'server'), port });
    const imported = await importRecords(test.server.services, [join(folder, 'usb', file)]);
    expect(imported).toMatchObject({ refused: [], quarantined: 0 });
    expect(imported.stored + imported.duplicates).toBe(1);
    await waitForChip(page, t('connection.online'));
    const rows = await test.server.services.store.read.selectFrom('visits').select('id').execute();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  }, 90_000);

  it('a kiosk that starts again still knows how many are inside, not who', async () => {
    await kiosk.stop();
    await startKiosk();
    await openStaffPages(page, PIN);
    await openTile(page, 'inside');
    await page.locator('.inside-page__unnamed').waitFor();
    expect(await page.locator('.present').count()).toBe(0);
    await keepScreenshot(page, 'door-8-unnamed');
  }, 60_000);
});
