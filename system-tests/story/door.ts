import type { Page } from 'playwright-core';
import { kioskEn } from '#shared/i18n/kiosk.en.ts';
import { kioskVi } from '#shared/i18n/kiosk.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';

export const t = createTranslators(kioskVi, kioskEn).vi;

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

export async function pairKiosk(page: Page, serverUrl: string, code: string): Promise<void> {
  await page.getByLabel(t('unpaired.server')).fill(serverUrl);
  await page.getByLabel(t('unpaired.code')).fill(code);
  await press(page, t('unpaired.pair'));
  // Whoever holds a code up meanwhile is next at once: the idle screen may be over in no time.
  await page.locator('.kiosk:not(.kiosk--unpaired)').waitFor();
}

/** Nothing to declare: one touch. */
export async function declareNothing(page: Page): Promise<void> {
  await page.locator('.kiosk--declaration').waitFor();
  await page.locator('.big-button--no').click();
}

export async function skipPhone(page: Page): Promise<void> {
  await page.locator('.kiosk--phone').waitFor();
  await press(page, t('phone.skip'));
}

export async function typePhone(page: Page, digits: string): Promise<void> {
  await page.locator('.number-pad').waitFor();
  for (const digit of digits) await press(page, digit);
  await press(page, t('keys.next'));
}

/** @returns the words on the result screen, once they are there; then waits until the door is free again. */
export async function readResult(page: Page): Promise<string> {
  await page.locator('.kiosk--result').waitFor();
  const words = await page.locator('.result__words').innerText();
  await page.locator('.kiosk--idle').waitFor();
  return words;
}

export const waitForChip = (page: Page, words: string, timeout = 30_000): Promise<void> =>
  page.locator('.chip', { hasText: words }).waitFor({ timeout });
