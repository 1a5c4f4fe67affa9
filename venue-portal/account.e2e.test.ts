import { base32 } from '@scure/base';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { emailEn } from '#shared/i18n/email.en.ts';
import { emailVi } from '#shared/i18n/email.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { stepAt, totpAtStep } from '../server/accounts/totp.ts';
import { type Mailbox, openMailbox } from '../server/testing/mailbox.ts';
import {
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t } = createTranslators(portalVi, portalEn);
const { vi: email } = createTranslators(emailVi, emailEn);

/** Longer than a proof counts. */
const STALE_MS = 5 * 60_000 + 1;

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

let mailbox: Mailbox;
let server: TestServer;
let browser: Browser;
let owner: Owner;
/** Browsers make passkeys for names, not for 127.0.0.1. */
let site: string;
let page: Page;
let cdp: CDPSession;
const complaints: string[] = [];

beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ mail: mailbox.config });
  owner = await registerOwner(server.url);
  site = server.url.replace('127.0.0.1', 'localhost');
  browser = await launchChromium();
  page = await openPage(1280);
  cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await mailbox?.close();
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

function holdUp() {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held, release: () => release() };
}

/** A device that holds passkeys, in Chromium's own authenticator. */
async function addAuthenticator(transport: 'internal' | 'usb'): Promise<string> {
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

async function signIn(on: Page = page): Promise<void> {
  await on.goto(`${site}/sign-in`);
  await on.getByLabel(t('signIn.email')).fill(owner.me.email);
  await on.getByRole('textbox', { name: t('signIn.password') }).fill(PASSWORD);
  await on.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
}

/** The app goes to the sign-in page by itself: whoever goes elsewhere before is taken back. */
async function signOut(): Promise<void> {
  await page.getByRole('button', { name: t('app.signOut'), exact: true }).click();
  await page.getByText(t('signIn.signedOut')).waitFor();
}
const openAccount = async (): Promise<void> => {
  await page.getByRole('link', { name: t('account.open'), exact: true }).click();
  await page.getByRole('heading', { name: t('account.title') }).waitFor();
};
const dialog = () => page.getByRole('dialog');
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function addPasskey(name: string): Promise<void> {
  await page.getByLabel(t('account.passkeys.name')).fill(name);
  await press(t('account.passkeys.add'));
}

/** The dialog that asks anew who one is. */
async function proveByPassword(password = PASSWORD): Promise<void> {
  await dialog()
    .getByRole('textbox', { name: t('account.stepUp.password') })
    .fill(password);
  await dialog()
    .getByRole('button', { name: t('account.stepUp.submit'), exact: true })
    .click();
}

describe('an address', () => {
  const fillCode = async (code: string): Promise<void> => {
    await page.getByLabel(email('code')).fill(code);
    await press(email('confirm'));
  };

  it('is confirmed by the code of a letter, for which nobody waited; the mark on the header goes', async () => {
    await page.goto(`${site}/sign-in`);
    await signIn();
    await page.getByTitle(email('mark')).waitFor();
    await openAccount();
    await page.getByText(email('unverified'), { exact: true }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-address');
    await server.server.services.accounts.settle();
    const code = /\n {4}(\d{6})/.exec(mailbox.letters.at(-1)?.text ?? '')?.[1] ?? '';
    await fillCode(code === '000000' ? '000001' : '000000');
    await page.getByText(email('wrongCode')).waitFor();
    await fillCode(code);
    await page.getByText(email('done')).waitFor();
    await page.getByText(email('verified'), { exact: true }).waitFor();
    await page.getByTitle(email('mark')).waitFor({ state: 'detached' });
  });

  it('is changed, and confirmed anew: one signs in with it from then on', async () => {
    await press(email('change'));
    await press(email('save'));
    await page.getByRole('link', { name: email('newMissing') }).waitFor();
    await page.getByLabel(email('newAddress')).fill('Ba.Huong@example.vn');
    await press(email('save'));
    await page.getByText(email('changed', { email: 'ba.huong@example.vn' })).waitFor();
    await page.getByText(email('unverified'), { exact: true }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    owner = { ...owner, me: { ...owner.me, email: 'ba.huong@example.vn' } };
    await signOut();
  });
});

describe('signing out without a network', () => {
  it('takes everything off the page at once, lets nobody back in, and ends the session when the server is there again', async () => {
    const leaver = await openPage(1280);
    await signIn(leaver);
    const organisation = owner.me.organisation?.name ?? '';
    await leaver.getByText(organisation).first().waitFor();
    const cookies = await leaver.context().cookies(site);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const lives = async () => (await fetch(`${server.url}/api/portal/v1/me`, { headers: { cookie } })).status === 200;
    await leaver.context().setOffline(true);
    await leaver.getByRole('button', { name: t('app.signOut'), exact: true }).click();
    await leaver.getByText(t('signIn.signedOut')).waitFor();
    expect(await leaver.getByText(organisation).count()).toBe(0);
    expect(await lives()).toBe(true);
    await leaver.context().setOffline(false);
    await leaver.goto(site);
    await leaver.getByRole('button', { name: t('signIn.submit'), exact: true }).waitFor();
    expect(await lives()).toBe(false);
    await leaver.context().close();
  });
});

describe('passkeys, in the authenticator of a real browser', () => {
  let authenticator: string;
  let recoveryCode: string;

  it('are offered first', async () => {
    authenticator = await addAuthenticator('internal');
    await page.goto(`${site}/sign-in`);
    await page.getByRole('button', { name: t('account.passkeyButton') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-sign-in');
    await signIn();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await openAccount();
    await page.getByText(t('account.sessions.current')).first().waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-page');
  });

  it('are made after a fresh proof of who one is', async () => {
    server.now += STALE_MS;
    await addPasskey('Máy tính của Hương');
    await dialog()
      .getByRole('heading', { name: t('account.stepUp.title') })
      .waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-step-up');
    await proveByPassword('something else');
    await dialog().getByText(t('account.problems.wrongPassword')).waitFor();
    await proveByPassword();
    await page.getByText(t('account.passkeys.added', { name: 'Máy tính của Hương' })).waitFor();
    const codes = page.getByRole('list', { name: t('account.codes.listLabel') }).getByRole('listitem');
    recoveryCode = await codes.first().innerText();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-passkey-codes');
    await press(t('account.codes.done'));
    await page.getByText(t('account.totp.codesLeft', { count: 10 })).waitFor();
  });

  it('change nothing when the person does not prove who they are', async () => {
    server.now += STALE_MS;
    await addPasskey('Máy khác');
    await dialog()
      .getByRole('button', { name: t('app.cancel') })
      .click();
    await page.getByText(t('account.problems.stepUp')).waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
    expect(credentials).toHaveLength(1);
  });

  it('prove anew who one is, in the place of the password', async () => {
    await addPasskey('Máy khác');
    await dialog()
      .getByRole('button', { name: t('account.passkeyButton') })
      .click();
    // The same device has one already.
    await page.getByText(t('account.problems.passkeyExists')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('are several, renamed and removed', async () => {
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
    const usb = await addAuthenticator('usb');
    await addPasskey('Chìa USB');
    await page.getByText(t('account.passkeys.added', { name: 'Chìa USB' })).waitFor();
    await press(t('account.passkeys.renameWhat', { name: 'Chìa USB' }));
    await dialog().getByLabel(t('account.passkeys.name')).fill('Chìa trong két');
    await dialog()
      .getByRole('button', { name: t('app.save') })
      .click();
    await page.getByText('Chìa trong két').waitFor();
    await keepScreenshot(page, 'account-passkeys');
    await press(t('account.passkeys.removeWhat', { name: 'Chìa trong két' }));
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await dialog()
      .getByRole('button', { name: t('account.passkeys.removeConfirm') })
      .click();
    await page.getByText(t('account.passkeys.removed', { name: 'Chìa trong két' })).waitFor();
    const list = page.getByRole('list', { name: t('account.passkeys.listLabel') }).getByRole('listitem');
    expect(await list.count()).toBe(1);
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: usb });
  });

  it('sign in without a name or a password', async () => {
    await signOut();
    await page.getByText(t('signIn.signedOut')).waitFor();
    await press(t('account.passkeyButton'));
    await page.getByRole('link', { name: t('account.open'), exact: true }).waitFor();
    expect(new URL(page.url()).pathname).not.toBe('/sign-in');
  });

  it('do not sign in when the person was not verified', async () => {
    await signOut();
    await page.getByText(t('signIn.signedOut')).waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false });
    await press(t('account.passkeyButton'));
    await page.getByText(t('account.problems.passkeyFailed')).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
  });

  it('are refused when their counter went back, as that of a copy does', async () => {
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
    const [credential] = credentials;
    expect(credential!.signCount).toBeGreaterThan(1);
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: authenticator });
    const copy = await addAuthenticator('internal');
    await cdp.send('WebAuthn.addCredential', { authenticatorId: copy, credential: { ...credential!, signCount: 0 } });
    await press(t('account.passkeyButton'));
    await page.getByText(t('account.problems.passkeyUnknown')).waitFor();
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: copy });
  });

  it('are asked for after the password too; a recovery code stands in for one that is lost', async () => {
    await signIn();
    await page.getByRole('heading', { name: t('account.code.passkeyTitle') }).waitFor();
    expect(await page.getByRole('button', { name: t('account.code.useApp') }).count()).toBe(0);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-passkey-asked');
    await page.getByLabel(t('account.code.recoveryLabel')).fill(recoveryCode);
    await press(t('account.code.submit'));
    await openAccount();
    await page.getByText(t('account.totp.codesLeft', { count: 9 })).waitFor();
    const changes = page.getByRole('list', { name: t('account.events.listLabel') }).getByRole('listitem');
    await changes.filter({ hasText: t('account.events.kinds.recovery-code-used') }).waitFor();
    await changes.first().scrollIntoViewIfNeeded();
    await keepScreenshot(page, 'account-events');
    await press(t('account.passkeys.removeWhat', { name: 'Máy tính của Hương' }));
    await dialog()
      .getByRole('button', { name: t('account.passkeys.removeConfirm') })
      .click();
    await page.getByText(t('account.passkeys.none')).waitFor();
    await changes
      .first()
      .filter({ hasText: t('account.events.kinds.passkey-removed') })
      .waitFor();
    await signOut();
    await page.getByText(t('signIn.signedOut')).waitFor();
  });
});

describe('an authenticator app', () => {
  let secret: Uint8Array;
  let recoveryCode: string;
  const code = (): string => totpAtStep(secret, stepAt(server.now));

  it('is added by its first code, and leaves recovery codes to put away', async () => {
    await signIn();
    await openAccount();
    await press(t('account.totp.start'));
    const shown = await page.locator('code').innerText();
    secret = base32.decode(shown.replaceAll(' ', ''));
    await page.getByRole('img', { name: t('account.totp.qrLabel') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-totp');
    await page.getByLabel(t('account.totp.confirm')).fill('000000');
    await press(t('account.totp.submit'));
    await page.getByText(t('account.problems.wrongCode')).waitFor();
    await page.getByLabel(t('account.totp.confirm')).fill(code());
    await press(t('account.totp.submit'));
    const codes = page.getByRole('list', { name: t('account.codes.listLabel') }).getByRole('listitem');
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    recoveryCode = await codes.first().innerText();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-recovery-codes');
    await press(t('account.codes.done'));
    await page.getByText(t('account.totp.codesLeft', { count: 10 })).waitFor();
  });

  it('is asked for after the password, on a phone too', async () => {
    server.now += 30_000;
    const phone = await openPage(360);
    await signIn(phone);
    await phone.getByRole('heading', { name: t('account.code.title') }).waitFor();
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await keepScreenshot(phone, 'account-code-phone');
    await phone.getByLabel(t('account.code.label')).fill('123456');
    await phone.getByRole('button', { name: t('account.code.submit') }).click();
    await phone.getByRole('alert').getByText(t('account.problems.wrongCode')).waitFor();
    await phone.getByLabel(t('account.code.label')).fill(code());
    await phone.getByRole('button', { name: t('account.code.submit') }).click();
    // The sign-in leads away by itself: whoever goes elsewhere before is taken back.
    await phone.waitForURL(({ pathname }) => pathname.startsWith(`/venues/${owner.venueId}`));
    await phone.getByRole('link', { name: t('account.open'), exact: true }).click();
    await phone.getByText(t('account.totp.on'), { exact: true }).waitFor();
    await phone.getByText(t('account.sessions.current')).first().waitFor();
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await keepScreenshot(phone, 'account-page-phone');
    const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await phone.context().close();
  });

  it('gives way to a recovery code', async () => {
    await signOut();
    await signIn();
    await press(t('account.code.useRecovery'));
    await page.getByLabel(t('account.code.recoveryLabel')).fill(recoveryCode.toLowerCase());
    await press(t('account.code.submit'));
    await openAccount();
    await page.getByText(t('account.totp.codesLeft', { count: 9 })).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('is asked for in the proof of who one is', async () => {
    server.now += STALE_MS;
    await press(t('account.totp.remove'));
    await dialog()
      .getByRole('button', { name: t('account.totp.removeConfirm') })
      .click();
    const proof = page.getByRole('dialog', { name: t('account.stepUp.title') });
    await proof.getByRole('textbox', { name: t('account.stepUp.password') }).fill(PASSWORD);
    await proof.getByLabel(t('account.code.label')).fill(code());
    await keepScreenshot(page, 'account-step-up-totp');
    await proof.getByRole('button', { name: t('account.stepUp.submit'), exact: true }).click();
    await page.getByText(t('account.totp.off'), { exact: true }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('sessions and recovery', () => {
  it('signs another device out', async () => {
    const other = await openPage(1280);
    await signIn(other);
    await other.getByRole('link', { name: t('account.open'), exact: true }).waitFor();
    await page.reload();
    const ends = page
      .getByRole('list', { name: t('account.sessions.listLabel') })
      .getByRole('button', { name: t('account.sessions.end') });
    await ends.first().click();
    await page.getByText(t('account.sessions.ended')).waitFor();
    await other.reload();
    await other.getByLabel(t('signIn.email')).waitFor();
    expect(new URL(other.url()).pathname).toBe('/sign-in');
    await other.context().close();
  });

  it('goes where one pressed, not home, when home comes late', async () => {
    const fresh = await openPage(1280);
    const [home, account] = [holdUp(), holdUp()];
    await fresh.route('**/venue-list**', async (route) => {
      await home.held;
      await route.continue();
    });
    await fresh.route('**/assets/account-page-*.js', async (route) => {
      await account.held;
      await route.continue();
    });
    const asked = fresh.waitForRequest('**/venue-list**');
    await signIn(fresh);
    await asked;
    await fresh.getByRole('link', { name: t('account.open'), exact: true }).click();
    const answer = fresh.waitForResponse('**/venue-list**');
    home.release();
    await (await answer).finished();
    // What the answer leads to is there by the frame after next.
    await fresh.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    account.release();
    await fresh.getByRole('heading', { name: t('account.title') }).waitFor();
    expect(new URL(fresh.url()).pathname).toBe('/account');
    await fresh.context().close();
  });

  it('asks for a link without telling whether there is an account', async () => {
    const fresh = await openPage(1280);
    await fresh.goto(`${site}/sign-in`);
    await fresh.getByRole('link', { name: t('account.forgot') }).click();
    await fresh.getByRole('heading', { name: t('account.recovery.title') }).waitFor();
    await fresh.getByLabel(t('signIn.email')).fill('nobody@example.vn');
    expect(await findAccessibilityProblems(fresh)).toEqual([]);
    await keepScreenshot(fresh, 'account-forgot');
    await fresh.getByRole('button', { name: t('account.recovery.submit') }).click();
    await fresh.getByText(t('account.recovery.sent')).waitFor();
    expect(await findAccessibilityProblems(fresh)).toEqual([]);
    await fresh.context().close();
  });

  it('says at an address of the network without https that others may read along', async () => {
    const fresh = await openPage(360);
    await fresh.goto(`${site}/sign-in`);
    await fresh.getByLabel(t('signIn.email')).waitFor();
    expect(await fresh.getByText(t('account.openLine')).count()).toBe(0);
    await fresh.route('http://may-chu.lan/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${server.url}${pathname}` }) });
    });
    await fresh.goto('http://may-chu.lan/sign-in');
    await fresh.getByText(t('account.openLine')).waitFor();
    expect(await findAccessibilityProblems(fresh)).toEqual([]);
    await keepScreenshot(fresh, 'account-open-line');
    await fresh.context().close();
  });

  it('sets a new password by a link, whose secret does not stay in the address', async () => {
    const link = await server.server.services.accounts.makeResetLink(owner.me.email, false);
    const url = link!.url.replace('127.0.0.1', 'localhost');
    await page.goto(url);
    await page.getByRole('textbox', { name: t('account.password.next') }).fill('bún bò Huế thật cay');
    expect(page.url()).toBe(`${site}/recover`);
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'account-recover');
    await press(t('account.recovery.newSubmit'));
    await page.getByText(t('account.recovery.done')).waitFor();
    await page.goto(url);
    await page.getByRole('textbox', { name: t('account.password.next') }).fill('bún bò Huế thật cay');
    await press(t('account.recovery.newSubmit'));
    await page.getByText(t('account.problems.linkUsed')).waitFor();
  });

  it('broke no rule of the Content-Security-Policy', () => {
    expect(complaints).toEqual([]);
  });
});
