import type { Page } from 'playwright-core';
import { createTranslators } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';

const t = createTranslators(visitorVi, visitorEn).vi;

export interface PhoneVisitor {
  readonly name: string;
  readonly phone: string;
}

async function fillPerson(page: Page, { name, phone }: PhoneVisitor): Promise<void> {
  await page.getByLabel(t('form.name')).fill(name);
  await page.getByLabel(t('form.phone'), { exact: true }).fill(phone);
}

/** Opens what the poster's code says and checks in. @returns the words of the result. */
export async function checkInByPoster(page: Page, posterUrl: string, visitor: PhoneVisitor): Promise<string> {
  await page.goto(posterUrl);
  await page.locator('form').waitFor();
  await fillPerson(page, visitor);
  for (const no of await page.locator('.choice--no').all()) await no.click();
  await page.getByRole('button', { name: t('form.submit') }).click();
  await page.locator('.result').waitFor();
  return page.locator('.result').innerText();
}

/** Makes a pass and leaves its code on the screen. */
export async function makePass(page: Page, serverUrl: string, visitor: PhoneVisitor): Promise<void> {
  await page.goto(`${serverUrl}/pass`);
  await page.locator('form').waitFor();
  await fillPerson(page, visitor);
  await page.getByRole('button', { name: t('pass.make') }).click();
  await page.locator('.pass__code').waitFor();
}

export const unknownCodeTitle = t('unknown.title');
