import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import {
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t, en } = createTranslators(portalVi, portalEn);

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
  browser = await launchChromium();
  page = await openPage(1280);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPage(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const lan = { name: 'Lê Thị Lan', email: 'lan@example.vn', password: 'mật khẩu của Lan' };

describe('people', () => {
  let link: string;

  it('are invited by their owner, with a link that is shown once', async () => {
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel(t('signIn.email')).fill(owner.me.email);
    await page.getByRole('textbox', { name: t('signIn.password') }).fill(PASSWORD);
    await page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await page.getByRole('link', { name: t('account.open'), exact: true }).click();
    await page.getByRole('link', { name: t('account.people.open'), exact: true }).click();
    await page.getByRole('heading', { name: t('account.people.title') }).waitFor();
    await page.getByRole('button', { name: t('account.people.invite') }).click();
    await page.getByRole('alert').getByText(t('account.people.inviteForMissing')).waitFor();
    await page.getByLabel(t('account.people.inviteFor')).fill('Bạn Lan');
    await page.getByText(t('account.people.roleHints.manager')).click();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'people-invite');
    await page.getByRole('button', { name: t('account.people.invite') }).click();
    link = await page.locator('code').innerText();
    expect(link).toMatch(new RegExp(`^${server.url}/join#[\\w-]{43}$`));
    await page
      .getByRole('list', { name: t('account.people.pending') })
      .getByText('Bạn Lan')
      .waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'people-link');
  });

  it('make their account on their phone, and are in', async () => {
    const phone = await openPage(360);
    await phone.goto(link);
    await phone.getByRole('heading', { level: 1 }).waitFor();
    expect(phone.url()).toBe(`${server.url}/join`);
    await phone.getByLabel(t('account.join.name')).fill(lan.name);
    await phone.getByLabel(t('account.join.email')).fill(owner.me.email);
    await phone.getByRole('textbox', { name: t('account.join.password') }).fill(lan.password);
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await keepScreenshot(phone, 'people-join-phone');
    await phone.getByRole('button', { name: t('account.join.submit') }).click();
    await phone.getByRole('alert').getByText(t('problems.emailTaken')).waitFor();
    await phone.getByLabel(t('account.join.email')).fill(lan.email);
    await phone.getByRole('button', { name: t('account.join.submit') }).click();
    await phone.getByRole('link', { name: t('account.open'), exact: true }).click();
    await phone.getByText(t('account.intro', lan)).waitFor();
    // Who else may come in is the owner's business.
    expect(await phone.getByRole('link', { name: t('account.people.open'), exact: true }).count()).toBe(0);
    await phone.goto(link);
    await phone.reload();
    await phone
      .getByText(t('account.join.noLink'))
      .or(phone.getByText(t('account.problems.linkUsed')))
      .waitFor();
    await phone.context().close();
  });

  it('get another role, a link back in, and are removed', async () => {
    await page.reload();
    const role = page.getByLabel(t('account.people.roleOf', lan));
    expect(await role.inputValue()).toBe('manager');
    await role.selectOption('auditor');
    await expect.poll(() => role.inputValue()).toBe('auditor');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'people-list');
    await page.getByRole('button', { name: t('account.people.resetWhat', lan) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('account.people.resetConfirm') }).click();
    expect(await dialog.locator('code').innerText()).toContain('/recover#');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'people-reset');
    await dialog.getByRole('button', { name: t('account.people.done') }).click();
    await page.getByRole('button', { name: t('account.people.removeWhat', lan) }).click();
    // What could not be done is said where it was asked for, and can be tried again there.
    await page.route('**/people/*', (route) => route.abort(), { times: 1 });
    await dialog.getByRole('button', { name: t('account.people.removeConfirm') }).click();
    await dialog.getByRole('alert').getByText(t('problems.offline')).waitFor();
    await dialog.getByRole('button', { name: t('account.people.removeConfirm') }).click();
    await page.getByText(t('account.people.removed', lan)).waitFor();
    const list = page.getByRole('list', { name: t('account.people.listLabel') }).getByRole('listitem');
    expect(await list.count()).toBe(1);
  });

  it('reads well in English and in the dark', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: en('app.toDark') }).click();
    await page.getByRole('heading', { name: en('account.people.title'), exact: true }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'people-dark');
    await page.getByRole('link', { name: en('account.open'), exact: true }).click();
    await page.getByText(en('account.sessions.current')).first().waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-dark');
    expect(complaints).toEqual([]);
  });
});
