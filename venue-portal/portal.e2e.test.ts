import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePairingCode } from '#shared/codes/pairing-code.ts';
import { exportsEn } from '#shared/i18n/exports.en.ts';
import { exportsVi } from '#shared/i18n/exports.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { SimulatedKiosk } from '../server/sync/simulated-kiosk.ts';
import { startTestServer, type TestServer } from '../server/testing/test-server.ts';
import {
  askPairingCode,
  downloadPoster,
  exportInFull,
  openTab,
  registerBusiness,
} from '../system-tests/story/owner.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { collectForeignRequests, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t, en } = createTranslators(portalVi, portalEn);
const exportText = createTranslators(exportsVi, exportsEn).vi;

const business = {
  organisation: 'Hộ kinh doanh Bún bò Mụ Rớt',
  owner: 'Trần Thị Rớt',
  email: 'rot@example.vn',
  password: 'bún bò giò heo 36',
  venue: 'Bún bò Mụ Rớt',
  commune: 'Phường Phú Xuân',
  addressLine: '12 Lê Lợi',
};

let server: TestServer;
let browser: Browser;
let folder: string;
let page: Page;
let foreign: string[];
/** What the browser refused, and scripts that failed. */
const complaints: string[] = [];

async function openPage(options: { readonly width?: number; readonly colorScheme?: 'dark' } = {}): Promise<Page> {
  const { width = 1280, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', ...rest });
  const opened = await context.newPage();
  // Shorter than a test's, so that a failure names the element that did not come.
  opened.setDefaultTimeout(10_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-e2e-'));
  server = await startTestServer();
  browser = await launchChromium();
  page = await openPage();
  foreign = collectForeignRequests(page);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('registration', () => {
  it('says what is missing in a summary that takes the focus, beside the fields, and in the title', async () => {
    const fresh = await openPage();
    await fresh.goto(`${server.url}/register`);
    await fresh.getByRole('button', { name: t('app.continue') }).click();
    const summary = fresh.getByRole('alert');
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await fresh.title()).toContain(t('app.errorPrefix', { title: t('registration.accountTitle') }));
    await summary.getByRole('link', { name: t('signIn.errors.emailMissing') }).click();
    const email = fresh.getByLabel(t('registration.email'));
    expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(await findAccessibilityProblems(fresh)).toEqual([]);
    await fresh.context().close();
  });

  it('shows by a ring which field the keyboard is in, a password too', async () => {
    const fresh = await openPage();
    await fresh.goto(`${server.url}/register`);
    const ring = () =>
      fresh.evaluate(() => {
        const field = document.activeElement;
        const frame = field?.closest('.mantine-PasswordInput-input') ?? field;
        return frame ? getComputedStyle(frame).outlineWidth : null;
      });
    await fresh.getByLabel(t('registration.email')).focus();
    expect(await ring()).toBe('3px');
    await fresh.keyboard.press('Tab');
    expect(await fresh.locator(':focus').getAttribute('type')).toBe('password');
    expect(await ring()).toBe('3px');
    await fresh.context().close();
  });

  it('loses nothing on a reload but the password', async () => {
    const fresh = await openPage({ width: 360 });
    await fresh.goto(`${server.url}/register`);
    await fresh.getByLabel(t('registration.organisationName')).fill(business.organisation);
    await fresh.getByLabel(t('registration.ownerName')).fill(business.owner);
    const password = fresh.getByRole('textbox', { name: t('registration.password') });
    await password.fill(business.password);
    await fresh.reload();
    expect(await fresh.getByLabel(t('registration.organisationName')).inputValue()).toBe(business.organisation);
    expect(await fresh.getByLabel(t('registration.ownerName')).inputValue()).toBe(business.owner);
    expect(await password.inputValue()).toBe('');
    await fresh.context().close();
  });

  it('ends at the poster, which downloads as a PDF', async () => {
    await registerBusiness(page, server.url, business);
    await page.getByText(business.venue).first().waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const poster = await downloadPoster(page, folder);
    expect(poster.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  }, 60_000);

  it('shows at the e-mail that it is taken', async () => {
    const second = await openPage();
    // It must not get through; the page it stops at is what is looked at.
    const throughAnyway = registerBusiness(second, server.url, business).catch(() => undefined);
    // After all five steps, not after one.
    await second.getByRole('alert').waitFor({ timeout: 50_000 });
    expect(await second.getByLabel(t('registration.email')).getAttribute('aria-invalid')).toBe('true');
    expect(await second.getByRole('alert').innerText()).toContain(t('problems.emailTaken'));
    await second.context().close();
    await throughAnyway;
  }, 60_000);
});

describe('the venue, from first kiosk to export', () => {
  let kiosk: SimulatedKiosk;

  it('teaches what to do while there are no visits', async () => {
    await page.getByRole('link', { name: t('posters.nextToday') }).click();
    await page.getByRole('heading', { name: t('visits.emptyTitle') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('shows a pairing code and the kiosk as soon as it has used it', async () => {
    await openTab(page, 'kiosks');
    const shown = await askPairingCode(page);
    expect(shown).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const code = parsePairingCode(shown);
    kiosk = await SimulatedKiosk.create(server.url);
    await kiosk.pair(code.ok ? code.value : '');
    await page.getByText(t('kiosks.paired', { entrance: t('registration.entranceDefault') })).waitFor();
    await page
      .getByText(t('kiosks.states.new'))
      .or(page.getByText(t('kiosks.states.live')))
      .waitFor();
  });

  it('shows a visitor who arrives while the page is open, masked', async () => {
    await openTab(page, 'today');
    await page.getByText(t('visits.live')).waitFor();
    const contact = { v: 1, name: 'Nguyễn Thị Hương', phone: '+84912345678' } as const;
    await kiosk.exchange([await kiosk.makeRecord({ contact })]);
    await page.getByText('N. T. Hương').first().waitFor();
    await page.getByRole('img', { name: /Biểu đồ/ }).waitFor();
    expect(await page.content()).not.toContain('Nguyễn Thị Hương');
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('lists the visit in the log', async () => {
    await openTab(page, 'log');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    expect(await rows.first().innerText()).toContain('0912 ••• 678');
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('exports in full only with a reason', async () => {
    await openTab(page, 'export');
    await page.getByRole('radio', { name: exportText('full') }).check();
    await page.getByRole('button', { name: exportText('submit') }).click();
    await page.getByRole('alert').getByText(exportText('errors.reasonMissing')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const csv = (await exportInFull(page, folder, 'csv')).toString('utf8');
    const rows = parse(csv, { bom: true, relax_column_count: true }) as string[][];
    expect(rows.flat()).toContain('Nguyễn Thị Hương');
    await page.getByText(exportText('result.title')).waitFor();
  });

  it('adds an entrance, and its poster is there', async () => {
    await page.getByRole('link', { name: t('venues.tabs.settings'), exact: true }).click();
    await page.getByLabel(t('venues.entranceName'), { exact: true }).fill('Cửa hông');
    await page.getByRole('button', { name: t('registration.addEntrance') }).click();
    await page.getByText(t('venues.entranceAdded', { name: 'Cửa hông' })).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: t('venues.toPoster') }).click();
    await page.getByRole('link', { name: t('posters.downloadFor', { entrance: 'Cửa hông' }) }).waitFor();
  });

  it('revokes the kiosk after asking', async () => {
    await openTab(page, 'kiosks');
    await page.getByRole('button', { name: t('kiosks.revokeWhat', { entrance: 'Cửa chính' }) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('kiosks.revokeConfirm') })
      .click();
    await page.getByText(t('kiosks.states.revoked'), { exact: true }).waitFor();
    const { body } = await kiosk.exchange([]);
    expect(body).toMatchObject({ standing: 'revoked' });
  });
});

describe('the session', () => {
  it('comes back to the same page after it has ended', async () => {
    await openTab(page, 'log');
    await page.locator('tbody tr').first().waitFor();
    const address = page.url();
    await page.context().clearCookies();
    // Whichever request comes next ends it; the live log may be quicker than this press.
    const press = page.getByRole('button', { name: t('visits.previousDay') }).click({ timeout: 2_000 });
    await Promise.all([press.catch(() => undefined), page.getByText(t('signIn.expired')).waitFor()]);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByLabel(t('signIn.email')).fill(business.email);
    await page.getByRole('textbox', { name: t('signIn.password') }).fill('not the password');
    await page.getByRole('button', { name: t('signIn.submit') }).click();
    await page.getByRole('alert').getByText(t('problems.wrongCredentials')).waitFor();
    await page.getByRole('textbox', { name: t('signIn.password') }).fill(business.password);
    await page.getByRole('button', { name: t('signIn.submit') }).click();
    await page.getByRole('heading', { name: t('visits.logTitle') }).waitFor();
    expect(page.url().split('?')[0]).toBe(address);
  });

  it('remembers the language, and is accessible in English and in the dark', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: en('visits.logTitle') }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: en('visits.logTitle') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('button', { name: en('app.toDark') }).click();
    for (const tab of ['today', 'posters', 'kiosks', 'export', 'settings'] as const) {
      await page
        .getByRole('navigation', { name: en('venues.sections') })
        .getByRole('link', { name: en(`venues.tabs.${tab}`), exact: true })
        .click();
      await page.locator('h2').first().waitFor();
      expect(await findAccessibilityProblems(page), tab).toEqual([]);
    }
  }, 60_000);

  it('is in Vietnamese while the English texts cannot be fetched, and in English again after', async () => {
    await page.route('**/assets/portal.en-*.js', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: t('app.signOut') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('vi');
    await page.unroute('**/assets/portal.en-*.js');
    await page.reload();
    await page.getByRole('button', { name: en('app.signOut') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('ends with sign-out, and a page that is nowhere says so', async () => {
    await page.getByRole('button', { name: en('app.signOut') }).click();
    await page.getByText(en('signIn.signedOut')).waitFor();
    await page.goto(`${server.url}/nowhere`);
    await page.getByRole('heading', { name: en('app.notFoundTitle') }).waitFor();
    expect(await page.title()).toContain(en('app.notFoundTitle'));
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('broke no rule of the Content-Security-Policy and asked nobody but our server', () => {
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
