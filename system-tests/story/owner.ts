import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { exportsEn } from '#shared/i18n/exports.en.ts';
import { exportsVi } from '#shared/i18n/exports.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';

const t = createTranslators(portalVi, portalEn).vi;
const exportText = createTranslators(exportsVi, exportsEn).vi;

export interface BusinessToRegister {
  readonly organisation: string;
  readonly owner: string;
  readonly email: string;
  readonly password: string;
  readonly venue: string;
  readonly commune: string;
  readonly addressLine: string;
}

const goOn = (page: Page) => page.getByRole('button', { name: t('app.continue') }).click();

/** Registers as an owner would, field by field, until the page with the poster. */
export async function registerBusiness(page: Page, portalUrl: string, business: BusinessToRegister): Promise<void> {
  await page.goto(portalUrl);
  await page.getByRole('link', { name: t('signIn.register') }).click();
  await page.getByLabel(t('registration.organisationName')).fill(business.organisation);
  await page.getByLabel(t('registration.ownerName')).fill(business.owner);
  await page.getByLabel(t('registration.email')).fill(business.email);
  await page.getByRole('textbox', { name: t('registration.password') }).fill(business.password);
  await goOn(page);
  await page.getByLabel(t('registration.venueName')).fill(business.venue);
  await page.getByText(t('venueTypes.restaurant')).click();
  await goOn(page);
  await page.getByRole('combobox', { name: t('registration.commune') }).fill(business.commune);
  await page.getByRole('option', { name: business.commune }).click();
  await page.getByLabel(t('registration.line')).fill(business.addressLine);
  await goOn(page);
  await page.getByRole('heading', { name: t('registration.entrancesTitle') }).waitFor();
  await goOn(page);
  await page.getByRole('button', { name: t('registration.submit') }).click();
  await page.getByRole('heading', { name: t('posters.doneTitle') }).waitFor();
}

/** Presses a link that downloads. @returns the file's bytes. */
async function download(page: Page, folder: string, press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = join(folder, `${Date.now()}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return readFileSync(path);
}

export const downloadPoster = (page: Page, folder: string): Promise<Buffer> =>
  download(page, folder, () =>
    page
      .getByRole('link', { name: t('posters.download') })
      .first()
      .click(),
  );

/** From the page with the new posters on to the next thing to do. */
export const goOnToPairing = (page: Page): Promise<void> =>
  page.getByRole('link', { name: t('posters.nextKiosk') }).click();

export const openTab = (page: Page, tab: 'today' | 'log' | 'kiosks' | 'export'): Promise<void> =>
  page
    .getByRole('navigation', { name: t('venues.sections') })
    .getByRole('link', { name: t(`venues.tabs.${tab}`) })
    .click();

/** @returns the code to type at the kiosk, as the portal shows it. */
export async function askPairingCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: t('kiosks.getCode') }).click();
  return page.locator('output').innerText();
}

export const waitUntilPaired = (page: Page): Promise<void> =>
  page.getByText(t('kiosks.paired', { entrance: t('registration.entranceDefault') })).waitFor();

/** The masked names of today's log, newest first. */
export async function readLog(page: Page): Promise<string[]> {
  await openTab(page, 'log');
  await page.getByRole('table').waitFor();
  return page.locator('tbody tr').allInnerTexts();
}

export async function exportInFull(page: Page, folder: string, format: 'xlsx' | 'csv'): Promise<Buffer> {
  await openTab(page, 'export');
  await page.getByRole('radio', { name: exportText(format) }).check();
  await page.getByRole('radio', { name: exportText('full') }).check();
  await page.getByLabel(exportText('reason')).fill('Kiểm tra toàn tuyến');
  return download(page, folder, () => page.getByRole('button', { name: exportText('submit') }).click());
}

/** From a finished export back to the form. */
export const startAnotherExport = (page: Page): Promise<void> =>
  page.getByRole('button', { name: exportText('result.another') }).click();
