import { base32 } from '@scure/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountEvents, TotpEnrolment } from '#shared/contract/portal-account.ts';
import { confirmAddress, type Mailbox, openMailbox } from '../testing/mailbox.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

import { stepAt, totpAtStep } from './totp.ts';

const MINUTE = 60_000;
const NEW_PASSWORD = 'bún bò Huế thật cay';

let mailbox: Mailbox;
let test: TestServer;
let owner: Owner;
let stranger: TestBrowser;

beforeAll(async () => {
  mailbox = await openMailbox();
  test = await startTestServer({ mail: mailbox.config });
});
afterAll(async () => {
  await test.close();
  await mailbox.close();
});

async function begin(): Promise<void> {
  test.now += 60 * MINUTE;
  owner = await registerOwner(test.url);
  await confirmAddress(test, owner.me.accountId);
  await forgetLetters();
  stranger = new TestBrowser(test.url);
}

/** Those under way, too. */
async function forgetLetters(): Promise<void> {
  await test.server.services.accounts.settle();
  mailbox.letters.length = 0;
}

const ask = (email: string, language = 'vi') => stranger.try('POST', '/recoveries', { email, language });
const redeem = (token: string) => stranger.try('POST', '/recoveries/redemption', { token, password: NEW_PASSWORD });
const signIn = (password: string) => stranger.try('POST', '/sessions', { email: owner.me.email, password });

const tokenIn = (letter: string): string => /\/recover#([A-Za-z0-9_-]{43})/.exec(letter)?.[1] ?? '';

async function mailedToken(): Promise<string> {
  await ask(owner.me.email);
  await test.server.services.accounts.settle();
  return tokenIn(mailbox.letters.at(-1)?.text ?? '');
}

describe('a link by e-mail', () => {
  beforeAll(begin);

  it('is answered alike for whoever is asked about, and sent only to those who have an account', async () => {
    expect(await ask('nobody@example.vn')).toEqual([204, undefined]);
    expect(await ask(owner.me.email.toUpperCase(), 'en')).toEqual([204, undefined]);
    await test.server.services.accounts.settle();
    expect(mailbox.letters).toMatchObject([{ to: [owner.me.email] }]);
    expect(mailbox.letters[0]!.text).toContain('Subject: Reset your Venue Check-in password');
    expect(mailbox.letters[0]!.text).toContain(`${test.url}/recover`);
    // The name was chosen by whoever registered the address, who need not be its owner.
    expect(mailbox.letters[0]!.text).not.toContain('Nguy');
  });

  it('sets a new password once, and ends every session', async () => {
    const token = await mailedToken();
    expect(await redeem(token)).toEqual([204, undefined]);
    expect((await owner.call('GET', '/me')).status).toBe(401);
    expect(await signIn(PASSWORD)).toEqual([401, 'wrong-credentials']);
    expect(await signIn(NEW_PASSWORD)).toEqual([201, undefined]);
    expect(await redeem(token)).toEqual([409, 'code-used']);
  });

  it('lets its owner in at once, however strangers of the same network go on guessing', async () => {
    await begin();
    const guesser = new TestBrowser(test.url);
    const guess = () => guesser.try('POST', '/sessions', { email: owner.me.email, password: 'guessed wrongly' });
    await Promise.all(Array.from({ length: 5 }, guess));
    expect(await signIn(PASSWORD)).toEqual([429, 'too-many-requests']);
    expect(await redeem(await mailedToken())).toEqual([204, undefined]);
    expect((await guess())[0]).toBe(429);
    expect(await signIn(NEW_PASSWORD)).toEqual([201, undefined]);
  });

  it('ends with the others of the account once one was used', async () => {
    await begin();
    const [first, second] = [await mailedToken(), await mailedToken()];
    expect(first).not.toBe(second);
    expect(await redeem(second)).toEqual([204, undefined]);
    expect(await redeem(first)).toEqual([409, 'code-used']);
  });

  it('ends after half an hour, and is nothing that could be made up', async () => {
    await begin();
    const token = await mailedToken();
    test.now += 30 * MINUTE;
    expect(await redeem(token)).toEqual([410, 'code-expired']);
    expect(await redeem('A'.repeat(43))).toEqual([404, 'code-unknown']);
    expect(await redeem('x')).toEqual([400, 'invalid-input']);
  });

  it('is kept as a hash', async () => {
    const token = await mailedToken();
    const rows = await test.server.services.store.read.selectFrom('reset_links').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('does not fill a mailbox, nor is asked for without end', async () => {
    await begin();
    for (let round = 0; round < 5; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await ask(owner.me.email)).toEqual([204, undefined]);
    }
    expect((await ask('someone.else@example.vn'))[0]).toBe(429);
    await test.server.services.accounts.settle();
    expect(mailbox.letters).toHaveLength(3);
  });

  it('asked for by a stranger again and again leaves its owner never without one that is good', async () => {
    await begin();
    await Promise.all(Array.from({ length: 5 }, () => ask(owner.me.email)));
    await forgetLetters();
    test.now += 29 * MINUTE;
    expect(await mailedToken()).toBe('');
    test.now += MINUTE;
    expect(await redeem(await mailedToken())).toEqual([204, undefined]);
  });

  it('leaves the second factor in place', async () => {
    await begin();
    await enrolApp();
    expect(await redeem(await mailedToken())).toEqual([204, undefined]);
    expect(await signIn(NEW_PASSWORD)).toEqual([401, 'second-factor-required']);
  });
});

describe('the owner of an account', () => {
  beforeAll(async () => {
    await begin();
    await test.server.services.store.transact((tx) =>
      tx.updateTable('accounts').set({ language: 'en' }).where('id', '=', owner.me.accountId).execute(),
    );
  });

  /** Of the letters since the last look, what they say was done. */
  async function readNotices(): Promise<string[]> {
    await test.server.services.accounts.settle();
    const read = mailbox.letters.map(({ to, text }) => {
      expect(to).toEqual([owner.me.email]);
      expect(text).toContain('Subject: Your Venue Check-in account was changed');
      expect(text.replaceAll('=\r\n', '')).toContain(`${test.url}/account`);
      return /Hello,\s+(.*?)\.\s/.exec(text.replaceAll('=\r\n', ''))?.[1] ?? text;
    });
    mailbox.letters.length = 0;
    return read;
  }

  it('is written to whenever how the account opens was changed, and by whomever', async () => {
    await enrolApp();
    expect(await readNotices()).toEqual(['An authenticator app was added']);
    expect((await owner.call('POST', '/account/recovery-codes')).status).toBe(201);
    expect(await readNotices()).toEqual(['New recovery codes were made; the old ones stopped working']);
    expect((await owner.call('DELETE', '/account/totp')).status).toBe(204);
    expect((await owner.call('DELETE', '/account/totp')).status).toBe(204);
    expect(await readNotices()).toEqual(['The authenticator app was removed']);
    expect((await owner.call('POST', '/account/password', { password: NEW_PASSWORD })).status).toBe(204);
    expect(await readNotices()).toEqual(['The password was changed']);
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, true);
    expect(await readNotices()).toEqual(['A link that resets the password was made']);
    expect(await redeem(link!.url.split('#')[1]!)).toEqual([204, undefined]);
    expect((await readNotices()).toSorted()).toEqual([
      'The authenticator app, recovery codes and passkeys were removed',
      'The password was reset by a link',
    ]);
  });

  it('finds all of it on the page of the account, with who did it; nobody else does', async () => {
    await signIn(NEW_PASSWORD);
    const { events } = await stranger.read<AccountEvents>('GET', '/account/events');
    expect(events.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'second-factors-removed admin',
      'password-reset self',
      'reset-link-made admin',
      'password-changed self',
      'totp-removed self',
      'recovery-codes-made self',
      'recovery-codes-made self',
      'totp-added self',
    ]);
    const other = await registerOwner(test.url);
    expect(await (await other.call('GET', '/account/events')).json()).toEqual({ events: [] });
    test.now += 31 * 24 * 60 * MINUTE;
    await signIn(NEW_PASSWORD);
    expect(await stranger.read('GET', '/account/events')).toEqual({ events: [] });
  });
});

/** With a code made as an app makes it. */
async function enrolApp(): Promise<void> {
  const { secret } = (await (await owner.call('POST', '/account/totp')).json()) as TotpEnrolment;
  const code = totpAtStep(base32.decode(secret), stepAt(test.now));
  expect((await owner.call('POST', '/account/totp/confirmation', { code })).status).toBe(200);
}

describe('the admin at the machine', () => {
  beforeAll(begin);

  it('makes a link that also takes lost second factors away, but only when it is used', async () => {
    await enrolApp();
    const { accounts } = test.server.services;
    const link = await accounts.makeResetLink(owner.me.email, true);
    expect(link?.url).toMatch(new RegExp(`^${test.url}/recover#`));
    expect(await signIn(PASSWORD)).toEqual([401, 'second-factor-required']);
    expect(await redeem(link!.url.split('#')[1]!)).toEqual([204, undefined]);
    expect(await signIn(NEW_PASSWORD)).toEqual([201, undefined]);
    expect(await accounts.makeResetLink('nobody@example.vn', false)).toBeNull();
  });

  it('leaves a trace of both', async () => {
    const rows = await test.server.services.store.read
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', `account:${owner.me.accountId}`)
      .where('action', 'in', ['reset-link.made', 'password.reset', 'second-factors.removed'])
      .orderBy('seq')
      .execute();
    expect(rows).toEqual([
      { actor: 'cli', action: 'reset-link.made' },
      { actor: owner.me.accountId, action: 'password.reset' },
      { actor: 'cli', action: 'second-factors.removed' },
    ]);
  });
});
