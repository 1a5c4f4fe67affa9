import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { logEn } from '#shared/i18n/log.en.ts';
import { logVi } from '#shared/i18n/log.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { SimulatedKiosk } from '../server/sync/simulated-kiosk.ts';
import {
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { plantVisits } from '../server/visits/plant-visits.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';
import { walkTo } from '../system-tests/support/walk.ts';
import { UNDO_MS } from './api/departures.ts';

const { vi: t } = createTranslators(portalVi, portalEn);
const { vi: words, en: wordsEn } = createTranslators(logVi, logEn);

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

const huong = { v: 1, name: 'Võ Thị Hương', phone: '+84912345678' } as const;

let server: TestServer;
let browser: Browser;
let owner: Owner;
let kiosk: SimulatedKiosk;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  kiosk = await pairKiosk(server, owner);
  browser = await launchChromium();
  page = await openPage(1280);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPage(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const viewport = { width, height: width < 500 ? 812 : 900 };
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', colorScheme });
  const [name = '', value = ''] = owner.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const arrive = async (wish: Parameters<SimulatedKiosk['makeRecord']>[0]): Promise<void> => {
  server.now += 1_000;
  await kiosk.exchange([await kiosk.makeRecord({ at: server.now, ...wish })]);
};
const goTo = (path: string) => page.goto(`${server.url}/venues/${owner.venueId}${path}`);
const trailOf = (action: string) =>
  server.server.services.store.read.selectFrom('audit').selectAll().where('action', '=', action).execute();
// Whoever calls it awaits it.
// oxlint-disable-next-line vitest/require-awaited-expect-poll
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: UNDO_MS + 20_000 });
const overhang = (on: Page) => on.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe('the screen of whoever stands at the door', () => {
  it('shows who came, and checks one out after a moment in which it can be taken back', async () => {
    await goTo('');
    await page.getByText(t('visits.live')).waitFor();
    await arrive({ contact: huong });
    const depart = page.getByRole('button', { name: words('present.departWhat', { name: 'V. T. Hương' }) });
    await depart.click();
    await page.getByText(words('undo.departing', { name: 'V. T. Hương' })).waitFor();
    expect(await depart.count()).toBe(0);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: words('undo.undo') }).click();
    await depart.waitFor();
    expect(await trailOf('visit.departed')).toEqual([]);
    await depart.click();
    // Written by itself, a moment later.
    await eventually(async () => (await trailOf('visit.departed')).length).toBe(1);
    await page.getByText(words('undo.departing', { name: 'V. T. Hương' })).waitFor({ state: 'hidden' });
  });

  it('writes somebody in who has no phone, asks what has to be asked, and takes it back', async () => {
    await page.getByRole('button', { name: words('checkIn.open') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words('checkIn.name')).fill('Cụ Lê Thị Lành');
    await dialog.getByLabel(words('checkIn.phone'), { exact: true }).fill('0123');
    await dialog.getByRole('button', { name: words('checkIn.submit') }).click();
    await dialog.getByText(words('checkIn.answerMissing')).first().waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'log-check-in');
    for (const no of await dialog.getByRole('radio', { name: words('checkIn.no') }).all()) await no.check();
    await dialog.getByRole('button', { name: words('checkIn.submit') }).click();
    await dialog.getByText(words('checkIn.phoneWrong')).waitFor();
    await dialog.getByLabel(words('checkIn.phone'), { exact: true }).fill('');
    await dialog.getByRole('button', { name: words('checkIn.submit') }).click();
    await page.getByText(words('undo.checkedIn', { name: 'C. L. T. Lành' })).waitFor();
    const present = page.getByRole('button', { name: words('present.departWhat', { name: 'C. L. T. Lành' }) });
    await present.waitFor();
    await keepScreenshot(page, 'log-today');
    await page.getByRole('button', { name: words('undo.undo') }).click();
    await page.getByText(words('undo.cancelled')).waitFor();
    await present.waitFor({ state: 'hidden' });
    expect(await trailOf('visit.cancelled')).toHaveLength(1);
  });
});

describe('the log', () => {
  it('is filtered, and the address keeps the filter', async () => {
    await arrive({ contact: { v: 1, name: 'Trần Văn Sơn', phone: '+84905111222' }, change: { way: 'citizen-card' } });
    await goTo('/log');
    const rows = page.locator('tbody tr');
    await eventually(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: words('filter.more'), exact: true }).click();
    // What is chosen stands in the address, from where the box has it a moment later.
    await page.getByRole('checkbox', { name: t('visits.ways.citizenCard') }).click();
    await page.waitForURL((url) => url.searchParams.get('ways') === 'citizen-card');
    await page.getByRole('checkbox', { name: t('visits.ways.citizenCard'), checked: true }).waitFor();
    await eventually(() => rows.count()).toBe(1);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.reload();
    await page.getByText('T. V. Sơn').waitFor();
    expect(await rows.count()).toBe(1);
    await page.getByRole('button', { name: words('filter.clear') }).click();
    await eventually(() => rows.count()).toBe(2);
  });

  it('finds a person by a name without marks; what was typed is in no address', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const field = page.getByLabel(words('search.label'));
    await field.fill('h');
    await field.press('Enter');
    await page.getByText(words('search.tooShort')).waitFor();
    await field.fill('huong vo');
    await field.press('Enter');
    await page.getByText(words('search.found', { count: 1 })).waitFor();
    await page.getByText('V. T. Hương').waitFor();
    await field.fill('0905 111 222');
    await field.press('Enter');
    await page.getByText('T. V. Sơn').waitFor();
    await field.fill('khong co ai');
    await field.press('Enter');
    await page.getByRole('heading', { name: words('search.nobody') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    expect(`${asked.join()} ${page.url()}`).not.toMatch(/huong|0905|khong/i);
    expect(await trailOf('visits.searched')).toHaveLength(3);
    await page.getByRole('button', { name: words('search.clear') }).click();
  });

  it('tells one visit in full, and shows whose it is only after a press that leaves a trace', async () => {
    const row = page.locator('tbody tr', { hasText: 'V. T. Hương' }).getByRole('button');
    await row.press('Enter');
    const drawer = page.getByRole('dialog');
    const show = drawer.getByRole('button', { name: words('reveal.show') });
    const hide = drawer.getByRole('button', { name: words('reveal.hide') });
    const focused = page.locator(':focus');
    await drawer.getByText(words('detail.steps.arrived', { entrance: 'Cổng chính' })).waitFor();
    await drawer.getByText(words('detail.by.staffNamed', { name: owner.me.name })).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(huong.name);
    expect(await trailOf('visit.revealed')).toEqual([]);
    await show.press('Enter');
    await drawer.getByText(huong.name).waitFor();
    await hide.and(focused).waitFor();
    expect(await drawer.getByRole('link', { name: '0912345678' }).getAttribute('href')).toBe('tel:0912345678');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'log-drawer');
    await page.keyboard.press('Enter');
    await drawer.getByText(huong.name).waitFor({ state: 'hidden' });
    await show.and(focused).waitFor();
    expect(await trailOf('visit.revealed')).toHaveLength(1);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await row.and(focused).waitFor();
  });
});

describe('the figures', () => {
  it('are charts with their figures beside them, and tell no small number of ill people', async () => {
    const { store, keys } = server.server.services;
    const organisationId = owner.me.organisation?.id;
    if (!organisationId) throw new Error('no organisation');
    const visits = Array.from({ length: 300 }, (_, n) => ({
      arrivedAt: server.now - 7 * DAY_MS - n * 7_200_000,
      entranceId: owner.entranceId,
      verdict: n < 90 && n % 5 === 0 ? ('see-staff' as const) : ('welcome' as const),
      way: n % 3 === 0 ? ('poster' as const) : ('citizen-card' as const),
    }));
    await plantVisits({ store, keys, organisationId, venueId: owner.venueId }, visits);
    await goTo('/insights');
    await page.getByRole('heading', { name: words('insights.symptoms.title') }).waitFor();
    await page.getByRole('table', { name: /Đông nhất/ }).waitFor();
    const summaries = page.getByText(words('insights.table'), { exact: true });
    await summaries.last().press('Enter');
    const weeks = page.locator('details[open] tbody tr');
    expect(await weeks.count()).toBe(8);
    expect(await weeks.allInnerTexts()).toContainEqual(expect.stringContaining('dưới 10'));
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByText(words('insights.year'), { exact: true }).click();
    await page.getByRole('heading', { name: words('insights.days.weeksTitle') }).waitFor();
    await keepScreenshot(page, 'log-insights');
  });
});

it('all of it fits a phone, in the dark, in English', async () => {
  const phone = await openPage(375, 'dark');
  await phone.addInitScript(() => localStorage.setItem('venue-portal.language', '"en"'));
  for (const [path, heading] of [
    ['', wordsEn('present.title')],
    ['/log', portalEn.visits.logTitle],
    ['/insights', wordsEn('insights.title')],
  ] as const) {
    await walkTo(phone, `${server.url}/venues/${owner.venueId}${path}`);
    await phone.getByRole('heading', { name: heading, exact: true }).waitFor();
    if (path === '/log') await phone.getByRole('button', { name: wordsEn('filter.more'), exact: true }).click();
    if (path === '/insights') await phone.getByRole('table', { name: /Busiest/ }).waitFor();
    expect(await findAccessibilityProblems(phone), path).toEqual([]);
    expect(await overhang(phone), path).toBeLessThanOrEqual(0);
    await keepScreenshot(phone, `log-phone${path.replace('/', '-')}`);
  }
  await phone.context().close();
});

it('broke no rule of the Content-Security-Policy', () => {
  expect(complaints).toEqual([]);
});
