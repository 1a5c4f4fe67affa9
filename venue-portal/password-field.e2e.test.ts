import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../server/testing/test-server.ts';
import { launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t } = createTranslators(portalVi, portalEn);
let server: TestServer;
let owner: Owner;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('a password', () => {
  it.each([
    ['/sign-in', 'current-password'],
    ['/register/account', 'new-password'],
    [`/recover#${'x'.repeat(43)}`, 'new-password'],
  ])('is masked at %s until its person looks, may be pasted, and is filled by a manager as %s', async (path, kind) => {
    await page.goto(`${server.url}${path}`);
    const field = page.locator(`input[autocomplete="${kind}"]`);
    expect(await field.getAttribute('type')).toBe('password');
    const isLeftAlone = await field.evaluate((input) =>
      input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
    );
    expect(isLeftAlone).toBe(true);
    await field.fill('bún bò Huế');
    await page.getByRole('button', { name: t('form.passwordShow') }).click();
    expect(await field.getAttribute('type')).toBe('text');
    expect(await field.inputValue()).toBe('bún bò Huế');
  });

  it('that is easy to guess is refused where it is typed, in words', async () => {
    const [name = '', value = ''] = owner.cookie.split('=');
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    const field = page.locator('input[autocomplete="new-password"]');
    await field.fill('Password123');
    await field.press('Enter');
    await page.getByText(t('registration.errors.passwordGuessable')).first().waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('bún bò Huế thật cay');
    await field.press('Enter');
    await page.getByText(t('registration.errors.passwordGuessable')).waitFor({ state: 'detached' });
  });
});
