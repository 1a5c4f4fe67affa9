import type { Page } from 'playwright-core';
import type { StaffPageName } from '#kiosk/core/staff/staff-page.ts';
import { press, t } from './door.ts';

/** From a calm screen to the staff's pages, digit by digit. */
export async function openStaffPages(page: Page, pin: string): Promise<void> {
  await page.locator('.status-bar__staff').click();
  await typePin(page, pin);
}

export async function typePin(page: Page, pin: string): Promise<void> {
  await page.locator('.staff-pin .number-pad').waitFor();
  for (const digit of pin) await press(page, digit);
  await press(page, t('staff.pin.open'));
}

/** Done once it is there: what is scanned before belongs to the page before. */
export async function openStaffPage(
  page: Page,
  name: Exclude<StaffPageName, 'home' | 'calls' | 'inside'>,
): Promise<void> {
  const title = t(`staff.title.${name}`);
  await page.locator('.tile', { hasText: title }).click();
  await page.locator('h1', { hasText: title }).waitFor({ state: 'attached' });
}

export const openTile = (page: Page, tile: 'calls' | 'inside' | 'assistCode'): Promise<void> =>
  page
    .locator('.tile', { hasText: t(`staff.tiles.${tile}`) })
    .first()
    .click();

export const goHome = (page: Page): Promise<void> => press(page, t('staff.home'));

export async function lockStaffPages(page: Page): Promise<void> {
  await press(page, t('staff.lock'));
  await page.locator('.kiosk--idle').waitFor();
}
