import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStaffCard } from '#shared/codes/staff-card.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { logEn } from '#shared/i18n/log.en.ts';
import { logVi } from '#shared/i18n/log.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { EventWish, SimulatedKiosk } from '../server/sync/simulated-kiosk.ts';
import {
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from './support/accessibility.ts';
import { collectForeignRequests, keepScreenshot, launchChromium } from './support/chromium.ts';
import { walkTo } from './support/walk.ts';

const { vi: t, en } = createTranslators(portalVi, portalEn);
const { vi: words } = createTranslators(logVi, logEn);

const PIN = '580274';
const visitor = { v: 1, name: 'Trần Văn Đức', phone: '+84912345678' } as const;
const masked = 'T. V. Đức';

let server: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;
let browser: Browser;
let folder: string;
let page: Page;
let foreign: string[];
/** What the browser refused, and scripts that failed. */
const complaints: string[] = [];

/** Counts what is heard and printed: a test has neither ears nor paper. */
function countChimesAndPrints(): void {
  const counters = { chimes: 0, prints: 0 };
  Object.assign(globalThis, { counters });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) {
    counters.chimes += 1;
    start.call(this, when);
  };
  globalThis.print = () => {
    counters.prints += 1;
  };
}

const counted = (name: 'chimes' | 'prints'): Promise<number> =>
  page.evaluate((key) => (globalThis as unknown as { counters: Record<string, number> }).counters[key] ?? 0, name);

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const [name = '', value = ''] = owner.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  await opened.addInitScript(countChimesAndPrints);
  opened.on('console', (message) => {
    if (/Content Security Policy|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const openTab = (tab: 'today' | 'log' | 'kiosks' | 'door'): Promise<void> =>
  page
    .getByRole('navigation', { name: t('venues.sections') })
    .getByRole('link', { name: t(`venues.tabs.${tab}`), exact: true })
    .click();

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** What the kiosk is told with its next exchange; the server's short memory of settings is over by then. */
async function settingsAtKiosk(): Promise<KioskSettings> {
  server.now += 5_000;
  const { body } = await kiosk.exchange([]);
  const { settings } = exchangeResponseSchema.parse(body).down;
  if (!settings) throw new Error('no settings came');
  return settings;
}

const arrive = async (wish: EventWish): Promise<void> => {
  server.now += 1_000;
  await kiosk.exchange([await kiosk.makeRecord({ at: server.now, ...wish })]);
};

async function download(name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return readFileSync(path);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-door-'));
  server = await startTestServer();
  owner = await registerOwner(server.url);
  kiosk = await pairKiosk(server, owner);
  browser = await launchChromium(['--autoplay-policy=user-gesture-required']);
  page = await openPage();
  foreign = collectForeignRequests(page);
  await page.goto(`${server.url}/venues/${owner.venueId}`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the settings of the door', () => {
  it('say beside the input and in a summary what cannot be', async () => {
    await openTab('door');
    await page.getByLabel(t('door.doors.capacity')).fill('0');
    await page.getByLabel(t('door.doors.maxStay')).fill('');
    await press(t('door.doors.save'));
    const summary = page.getByRole('alert');
    await summary.getByRole('link', { name: t('door.errors.capacity') }).waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByLabel(t('door.doors.capacity')).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel(t('door.doors.maxStay')).getAttribute('aria-invalid')).toBe('true');
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('are at the kiosk with its next exchange: which way the door goes, capacity, longest stay, closing time', async () => {
    await page.getByLabel(t('door.doors.capacity')).fill('2');
    await page.getByLabel(t('door.doors.maxStay')).fill('1,5');
    await page.getByLabel(t('door.doors.closesAt')).fill('23:45');
    await page.getByText(t('door.doors.modes.both'), { exact: true }).click();
    await press(t('door.doors.save'));
    await page.getByText(t('door.saved')).waitFor();
    const settings = await settingsAtKiosk();
    expect(settings).toMatchObject({ mode: 'both', capacity: 2, maxStayMs: 5_400_000, closesAt: '23:45' });
  });

  it('of one section leave those of the others', async () => {
    await page.getByRole('radio', { name: t('door.visitors.groups.off') }).check();
    await page.getByRole('checkbox', { name: t('door.visitors.withoutContact') }).uncheck();
    await press(t('door.visitors.save'));
    await page.getByText(t('door.saved')).nth(1).waitFor();
    await page.getByLabel(t('door.screen.volume')).fill('35');
    await page.getByRole('checkbox', { name: t('door.screen.night') }).uncheck();
    await press(t('door.screen.save'));
    await page.getByText(t('door.saved')).nth(2).waitFor();
    await page.getByRole('radio', { name: t('door.printing.prints.badge') }).check();
    await press(t('door.printing.save'));
    await page.getByText(t('door.saved')).nth(3).waitFor();
    expect(await settingsAtKiosk()).toMatchObject({
      mode: 'both',
      capacity: 2,
      group: 'off',
      allowWithoutContact: false,
      skipDeclaredToday: true,
      volume: 35,
      night: null,
      print: 'badge',
    });
    await page.reload();
    await page.getByLabel(t('door.doors.maxStay')).waitFor();
    expect(await page.getByLabel(t('door.doors.maxStay')).inputValue()).toBe('1.5');
    expect(await page.getByRole('checkbox', { name: t('door.screen.night') }).isChecked()).toBe(false);
    await keepScreenshot(page, 'door-settings');
  });
});

describe('the staff PIN', () => {
  it('must be hard to guess', async () => {
    await page.getByText(t('door.pin.none')).waitFor();
    await page.getByRole('textbox', { name: t('door.pin.label') }).fill('654321');
    await press(t('door.pin.set'));
    await page.getByRole('alert').getByText(t('door.errors.pinGuessable')).waitFor();
    expect((await settingsAtKiosk()).staffPin).toBeNull();
  });

  it('reaches the kiosk as a hash, and is never shown again', async () => {
    await page.getByRole('textbox', { name: t('door.pin.label') }).fill(PIN);
    await press(t('door.pin.set'));
    await page.getByText(t('door.pin.saved')).waitFor();
    expect((await settingsAtKiosk()).staffPin).toMatch(/^\$argon2id\$/);
    expect(await page.getByRole('textbox', { name: t('door.pin.newLabel') }).inputValue()).toBe('');
    await page.reload();
    await page.getByRole('button', { name: t('door.pin.change') }).waitFor();
    expect(await page.content()).not.toContain(PIN);
  });

  it('is removed after asking', async () => {
    await press(t('door.pin.remove'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('door.pin.remove') })
      .click();
    await page.getByText(t('door.pin.removed')).waitFor();
    expect((await settingsAtKiosk()).staffPin).toBeNull();
  });
});

describe('staff cards', () => {
  const label = 'Ca sáng, cổng chính';

  it('are shown once with their code, and printed', async () => {
    const shown = page.getByRole('img', { name: t('staffCards.qrLabel') });
    await page.getByLabel(t('staffCards.label')).fill(label);
    const [answer] = await Promise.all([
      page.waitForResponse(
        (response) => response.url().endsWith('/staff-cards') && response.request().method() === 'POST',
      ),
      press(t('staffCards.issue')),
    ]);
    await shown.waitFor();
    const { qrText } = (await answer.json()) as { qrText: string };
    expect(parseStaffCard(qrText)?.kind).toBe('staff-card');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'door-card');
    const pdf = await download(t('staffCards.download'));
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    await press(t('staffCards.done'));
    await shown.waitFor({ state: 'hidden' });
    expect((await settingsAtKiosk()).staffCards).toHaveLength(1);
  });

  it('are revoked after asking', async () => {
    await press(t('staffCards.revokeWhat', { label }));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('staffCards.revokeConfirm') })
      .click();
    await page.getByText(t('staffCards.revokedDone', { label })).waitFor();
    await page.getByText(t('staffCards.revokedState'), { exact: true }).waitFor();
    expect((await settingsAtKiosk()).staffCards).toEqual([]);
  });
});

describe('people who are to see the staff', () => {
  it('ring the bell on every page of the venue, and stand in the title of the tab', async () => {
    await openTab('kiosks');
    await press(t('calls.soundOn'));
    await page.getByRole('button', { name: t('calls.soundIsOn') }).waitFor();
    const before = await counted('chimes');
    expect(before).toBeGreaterThan(0);
    await arrive({ contact: visitor, change: { verdict: 'see-staff' } });
    await page.getByRole('heading', { name: t('calls.title', { count: 1 }) }).waitFor();
    await page.getByText(masked).waitFor();
    expect(await counted('chimes')).toBeGreaterThan(before);
    expect(await page.title()).toMatch(/^\(1\) /);
    expect(await page.content()).not.toContain(visitor.name);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'door-call');
  });

  it('are let in by one press, and the log says who decided', async () => {
    await press(t('calls.letInWhat', { name: masked }));
    await page.getByText(t('calls.letInDone', { name: masked })).waitFor();
    await page.getByRole('heading', { name: t('calls.title', { count: 1 }) }).waitFor({ state: 'hidden' });
    expect(await page.title()).not.toMatch(/^\(/);
    await openTab('log');
    const row = page.locator('tbody tr').first();
    await row.getByText(/Mời vào: Nguyễn Thị Hương quyết định lúc/).waitFor();
  });

  it('are sent away only after asking', async () => {
    await arrive({ contact: { v: 1, name: 'Lê Quốc Khánh', phone: '+84912345679' }, change: { verdict: 'see-staff' } });
    await press(t('calls.sendAwayWhat', { name: 'L. Q. Khánh' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('app.cancel') }).click();
    expect(await page.getByRole('heading', { name: t('calls.title', { count: 1 }) }).isVisible()).toBe(true);
    await page.getByRole('button', { name: t('calls.sendAwayWhat', { name: 'L. Q. Khánh' }) }).click();
    await dialog.getByRole('button', { name: t('calls.sendAwayConfirm') }).click();
    await page.getByText(t('calls.sentAwayDone', { name: 'L. Q. Khánh' })).waitFor();
  });
});

describe('who is inside', () => {
  it('is counted against the capacity, and listed one press away', async () => {
    await arrive({ contact: { v: 1, name: 'Phạm Ngọc Ánh', phone: '+84912345670' } });
    await openTab('today');
    await page.getByRole('progressbar', { name: t('inside.capacityLabel', { inside: 2, capacity: 2 }) }).waitFor();
    await page.getByText(t('inside.full'), { exact: true }).waitFor();
    await keepScreenshot(page, 'door-today');
    await page.getByRole('link', { name: words('present.all') }).click();
    await page.getByRole('table', { name: 'Cổng chính' }).waitFor();
    const rows = await page.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows.join('\n')).toContain(masked);
    expect(rows.join('\n')).toContain('P. N. Ánh');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'door-inside');
  });

  it('goes to paper by one press: the list without the page around it, with boxes to tick', async () => {
    await press(t('inside.print'));
    expect(await counted('prints')).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('columnheader', { name: t('inside.checked') }).isVisible()).toBe(true);
    expect(await page.getByRole('img', { name: t('inside.checked') }).count()).toBe(2);
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
    await page.emulateMedia({ media: null });
    const pdf = await download(t('inside.pdf'));
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it('forgets whom the staff saw leave', async () => {
    await press(t('inside.departWhat', { name: masked }));
    await page.getByText(words('undo.departing', { name: masked })).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await openTab('log');
    await page
      .locator('tbody tr', { hasText: masked })
      .getByRole('cell')
      .getByText(t('visits.leftBy.staff'), { exact: true })
      .waitFor();
  });

  it('says of which door nothing has been heard, on the list and on the kiosk’s card', async () => {
    server.now += 20 * 60_000;
    await page.goto(`${server.url}/venues/${owner.venueId}/inside`);
    await page.getByText(t('inside.silent', { entrances: 'Cổng chính' })).waitFor();
    await openTab('kiosks');
    await page.getByText(t('kiosks.alerts.offline.todo')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'door-kiosks');
  });
});

it('is accessible in English, in the dark and on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'English' }).click();
  for (const [path, heading] of [
    ['', en('visits.latest')],
    ['/door', en('staffCards.title')],
    ['/inside', en('inside.title')],
    ['/kiosks', en('kiosks.title')],
  ] as const) {
    await walkTo(page, `${server.url}/venues/${owner.venueId}${path}`);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    const bell = page.getByRole('region', { name: en('calls.listLabel') });
    await bell.waitFor({ state: 'attached' });
    const chime = bell.getByRole('button', { name: en('calls.soundOn') });
    const chimeIsOn = bell.getByRole('button', { name: en('calls.soundIsOn') });
    // A phone has room for it on the page of today alone.
    if (path === '') await chime.or(chimeIsOn).waitFor();
    else expect(await chime.or(chimeIsOn).count(), path).toBe(0);
    expect(await findAccessibilityProblems(page), path).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
    await keepScreenshot(page, `door-phone${path.replace('/', '-')}`);
  }
}, 60_000);

it('broke no rule of the Content-Security-Policy and asked nobody but our server', () => {
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});
