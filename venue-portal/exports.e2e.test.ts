import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { exportsEn } from '#shared/i18n/exports.en.ts';
import { exportsVi } from '#shared/i18n/exports.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { plantVisits } from '../server/visits/plant-visits.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: portal } = createTranslators(portalVi, portalEn);
const { vi: t } = createTranslators(exportsVi, exportsEn);

/** Longer than a proof counts. */
const STALE_MS = 5 * 60_000 + 1;
const VISITS = 30;

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

let server: TestServer;
let browser: Browser;
let owner: Owner;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  const { venueId, entranceId } = owner;
  const contact = { v: 1, name: 'Nguyễn Thị Hương', phone: '+84912345678' } as const;
  await plantVisits(
    { ...server.server.services, organisationId: owner.me.organisation!.id, venueId },
    Array.from({ length: VISITS }, (_, n) => ({ arrivedAt: server.now - n * 1_000, entranceId, contact })),
  );
  browser = await launchChromium();
  page = await openExport(1280, owner.me.email);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openExport(width: number, email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.goto(`${server.url}/sign-in`);
  await opened.getByLabel(portal('signIn.email')).fill(email);
  await opened.getByRole('textbox', { name: portal('signIn.password') }).fill(PASSWORD);
  await opened.getByRole('button', { name: portal('signIn.submit'), exact: true }).click();
  // Whoever has one venue begins at its page of today.
  await opened.waitForURL(`${server.url}/venues/${owner.venueId}`);
  await opened.goto(`${server.url}/venues/${owner.venueId}/export`);
  await opened
    .getByText(t('rows', { count: VISITS, number: VISITS }))
    .first()
    .waitFor();
  return opened;
}

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const choose = (name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).check();
const history = () => page.getByRole('list', { name: t('history.label') }).getByRole('listitem');

async function downloaded(act: () => Promise<void>): Promise<{ readonly file: Download; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { file, bytes: await readFile(await file.path()) };
}

describe('exporting the log', () => {
  it('says how many visits it is, and what is masked, before anything is made', async () => {
    expect(await page.getByRole('radio', { name: t('masked') }).isChecked()).toBe(true);
    expect(await page.getByText(t('history.empty')).count()).toBe(1);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'export-form');
  });

  it('makes an Excel file, fetches it, and shows the digest of what was fetched', async () => {
    const { file, bytes } = await downloaded(() => press(t('submit')));
    await page.getByText(t('result.title')).waitFor();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await page.getByText(sha256).waitFor();
    const reference = (await page.locator('dl code').first().innerText()).trim();
    expect(file.suggestedFilename()).toContain(reference);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'export-result');
    const again = await downloaded(() => page.getByRole('link', { name: t('result.again') }).click());
    expect(again.bytes.equals(bytes)).toBe(true);
    await history().filter({ hasText: reference }).waitFor();
  });

  it('in full asks for a reason, then for the password, and is remembered with both', async () => {
    await press(t('result.another'));
    await choose(t('csv'));
    await choose(t('full'));
    await press(t('submit'));
    await page.getByRole('alert').getByText(t('errors.reasonMissing')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByLabel(t('reason')).fill('Truy vết theo yêu cầu');
    server.now += STALE_MS;
    await press(t('submit'));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: portal('account.stepUp.password') }).fill(PASSWORD);
    const { bytes } = await downloaded(() =>
      dialog.getByRole('button', { name: portal('account.stepUp.submit'), exact: true }).click(),
    );
    expect(bytes.toString()).toContain('Nguyễn Thị Hương');
    const entry = history().filter({ hasText: t('history.reason', { reason: 'Truy vết theo yêu cầu' }) });
    await entry.getByText(t('history.full')).waitFor();
    await keepScreenshot(page, 'export-history');
  });

  it('makes a list for print of chosen days and columns', async () => {
    await press(t('result.another'));
    await choose(t('pdf'));
    await page.getByText(t('more')).click();
    await page.getByRole('checkbox', { name: t('columnNames.assurance') }).uncheck();
    await page.getByText(t('periods.own'), { exact: true }).click();
    await page.getByLabel(t('from')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const { bytes } = await downloaded(() => press(t('submit')));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByText(t('result.title')).waitFor();
  });

  it('shows how far it is and stops when told to', async () => {
    await press(t('result.another'));
    // A file that goes on until it is cancelled.
    const job = { state: 'running', rows: 400, expectedRows: 1_000, ahead: 0 };
    let isCancelled = false;
    await page.route('**/exports/*/progress', (route) => route.abort());
    await page.route(/\/exports\/[^/]+$/, async (route) => {
      if (route.request().method() === 'DELETE') {
        isCancelled = true;
        return route.fulfill({ status: 204 });
      }
      const response = await route.fetch();
      const state = isCancelled ? { state: 'cancelled', end: 'person' } : job;
      return route.fulfill({ json: { ...(await response.json()), ...state } });
    });
    await press(t('submit'));
    await page.getByText(t('job.progress', { rows: '400', expected: '1.000' })).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'export-progress');
    await press(t('job.cancel'));
    await page.getByText(t('ends.person')).waitFor();
    await page.unrouteAll();
  });

  it('fits a phone, and gives staff what is masked only', async () => {
    const staff = await addMember(server, owner, 'staff');
    const phone = await openExport(375, staff.me.email);
    await phone.getByText(t('maskedOnly')).waitFor();
    expect(await phone.getByRole('radio', { name: t('full'), exact: true }).count()).toBe(0);
    await phone.getByText(t('history.own')).waitFor();
    await phone.getByText(t('more')).click();
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await keepScreenshot(phone, 'export-phone');
    await phone.context().close();
  });

  it('broke no rule of the Content-Security-Policy', () => {
    expect(complaints).toEqual([]);
  });
});
