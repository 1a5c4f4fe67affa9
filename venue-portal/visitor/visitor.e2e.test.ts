import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTranslators } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';
import { findPosterCode } from '../../server/testing/phone.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../../system-tests/support/accessibility.ts';
import { collectForeignRequests, keepScreenshot, launchChromium } from '../../system-tests/support/chromium.ts';

const { vi: t, en } = createTranslators(visitorVi, visitorEn);

let server: TestServer;
let owner: Owner;
let posterUrl: string;
let browser: Browser;
let page: Page;
let foreign: string[];

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  posterUrl = `${server.url}/v/${await findPosterCode(owner)}`;
  browser = await launchChromium();
});

beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'vi-VN',
    // Somewhere else than the venue.
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  foreign = collectForeignRequests(page);
  return () => context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function fillIn(name: string, phone: string): Promise<void> {
  await page.getByLabel(t('form.name')).fill(name);
  await page.getByLabel(t('form.phone'), { exact: true }).fill(phone);
  for (const no of await page.locator('.choice--no').all()) await no.click();
}

const send = (): Promise<void> => page.getByRole('button', { name: t('form.submit') }).click();

const countVisits = async (): Promise<number> =>
  (await server.server.services.store.read.selectFrom('visits').select('id').execute()).length;

describe('the page behind a poster', () => {
  it('says what is missing in a summary that takes the focus and leads to each field', async () => {
    await page.goto(posterUrl);
    await send();
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('error-summary');
    expect(await page.title()).toMatch(new RegExp(`^${t('error.titlePrefix')}`));
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: t('error.phone') }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('phone');
    await fillIn('Lê Thị Mỹ Duyên', '0905 111 222');
    await expect.poll(() => page.locator('.error-summary').count()).toBe(0);
  });

  it('records once when the answer is lost and the visitor sends again; what was typed is kept', async () => {
    const before = await countVisits();
    await page.goto(posterUrl);
    await fillIn('Lê Thị Mỹ Duyên', '0905 111 222');
    await page.route('**/check-ins', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await send();
    await page.getByText(t('error.offline')).waitFor();
    expect(await page.getByLabel(t('form.name')).inputValue()).toBe('Lê Thị Mỹ Duyên');
    await page.unroute('**/check-ins');
    await send();
    await page.locator('.result--welcome').waitFor();
    expect(await page.locator('.result').innerText()).toContain('L. T. M. Duyên');
    expect(await countVisits()).toBe(before + 1);
    await keepScreenshot(page, 'visitor-result');
  });

  it('shows the time of the venue, not of the phone', async () => {
    await page.goto(posterUrl);
    await fillIn('Hồ Văn Đức', '0905 333 444');
    server.now = Date.UTC(2026, 10, 22, 2, 15, 9);
    await send();
    await page.locator('.result__time').waitFor();
    expect(await page.locator('.result__time').innerText()).toBe('09:15:09');
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('is another check-in when the words changed after a lost answer', async () => {
    await page.goto(posterUrl);
    await fillIn('Hồ Văn Lầm', '0905 555 666');
    await page.route('**/check-ins', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await send();
    await page.getByText(t('error.offline')).waitFor();
    await page.unroute('**/check-ins');
    await page.getByLabel(t('form.name')).fill('Hồ Văn Lâm');
    await send();
    await page.locator('.result').waitFor();
    expect(await page.locator('.result').innerText()).toContain('H. V. Lâm');
  });

  it('says kindly that a phone number is none, at the field', async () => {
    await page.goto(posterUrl);
    await fillIn('Hồ Văn Đức', '0123 456 789');
    await send();
    await page.locator('#phone-error').waitFor();
    expect(await page.locator('#phone-error').innerText()).toBe(t('error.phone'));
  });

  it('leads somebody with symptoms to the staff, without alarm, in English too', async () => {
    await page.goto(posterUrl);
    await page.getByRole('button', { name: t('otherLanguage') }).click();
    await page.getByLabel(en('form.name')).fill('Mary Jones');
    await page.getByLabel(en('form.phone'), { exact: true }).fill('+44 7911 123456');
    await page.locator('.choice--no').last().click();
    await page.locator('.choice--yes').first().click();
    await page.getByRole('button', { name: en('form.submit') }).click();
    await page.getByRole('heading', { name: en('result.seeStaff') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('remembers a person on the own phone only by a tick, and forgets when it is taken away', async () => {
    await page.goto(posterUrl);
    expect(await page.getByLabel(t('form.remember')).isChecked()).toBe(false);
    await page.getByLabel(t('form.remember')).check();
    await fillIn('Phan Thị Nhớ', '0905 777 888');
    await send();
    await page.locator('.result').waitFor();
    await page.goto(posterUrl);
    expect(await page.getByLabel(t('form.name')).inputValue()).toBe('Phan Thị Nhớ');
    await page.getByLabel(t('form.remember')).uncheck();
    await fillIn('Phan Thị Nhớ', '0905 777 888');
    await send();
    await page.locator('.result').waitFor();
    expect(await page.evaluate(() => JSON.stringify(window.localStorage))).not.toContain('Nhớ');
  });

  it('has kind words for a code that is unknown, and for a network that is not there', async () => {
    await page.goto(`${server.url}/v/${'A'.repeat(22)}`);
    await page.getByRole('heading', { name: t('unknown.title') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.route('**/entrances/*', (route) => route.abort());
    await page.goto(posterUrl);
    await page.getByRole('heading', { name: t('unreachable.title') }).waitFor();
    await page.unroute('**/entrances/*');
    await page.getByRole('button', { name: t('unreachable.retry') }).click();
    await page.locator('form').waitFor();
    expect(foreign).toEqual([]);
  });
});

describe('the visitor pass', () => {
  it('names nobody, stays on the phone, and goes when the visitor says so', async () => {
    await page.goto(`${server.url}/pass`);
    await page.getByLabel(t('form.name')).fill('Võ Thị Sáu');
    await page.getByLabel(t('form.phone'), { exact: true }).fill('0905 999 000');
    await page.getByRole('button', { name: t('pass.make') }).click();
    await page.locator('.pass__code').waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const tail = await page.locator('.pass__tail').innerText();
    expect(await page.locator('main').innerText()).not.toContain('Sáu');
    await page.reload();
    expect(await page.locator('.pass__tail').innerText()).toBe(tail);
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('pass.save') }).click(),
    ]);
    expect(picture.suggestedFilename()).toMatch(/^visitor-pass-.+\.png$/);
    await page.getByRole('button', { name: t('pass.forget') }).click();
    await page.locator('form').waitFor();
    expect(await page.evaluate(() => window.localStorage.length)).toBe(0);
  });
});
