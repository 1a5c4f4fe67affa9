import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountEvents, EmailStanding, OneTimeLink } from '#shared/contract/portal-account.ts';
import type { Me } from '#shared/contract/portal-api.ts';
import { mintId } from '#shared/domain/ids.ts';
import { confirmAddress, type Letter, type Mailbox, openMailbox } from '../testing/mailbox.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

const MINUTE = 60_000;

let mailbox: Mailbox;
let test: TestServer;
let owner: Owner;
let browser: TestBrowser;

beforeAll(async () => {
  mailbox = await openMailbox();
  test = await startTestServer({ mail: mailbox.config });
});
afterAll(async () => {
  await test.close();
  await mailbox.close();
});
beforeEach(async () => {
  test.now += 120 * MINUTE;
  owner = await registerOwner(test.url);
  browser = await signIn(owner.me.email);
});

async function signIn(email: string): Promise<TestBrowser> {
  const fresh = new TestBrowser(test.url);
  await fresh.read('POST', '/sessions', { email, password: PASSWORD });
  return fresh;
}

const standing = (): Promise<EmailStanding> => browser.read('GET', '/account/email');
const confirm = (code: string) => browser.try('POST', '/account/email/confirmation', { code });
const codeIn = ({ text }: Letter): string =>
  /Subject: (\d{6})/.exec(text)?.[1] ?? /\n {4}(\d{6})/.exec(text)?.[1] ?? '';
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Newest last. */
async function lettersTo(email: string): Promise<Letter[]> {
  await test.server.services.accounts.settle();
  return mailbox.letters.filter(({ to }) => to.includes(email));
}
async function lastCode(email = owner.me.email): Promise<string> {
  const letter = (await lettersTo(email)).at(-1);
  expect(letter).toBeDefined();
  return letter ? codeIn(letter) : '';
}

describe('an address', () => {
  it('is asked for by one letter at registration, and confirmed by its code in the person’s own session', async () => {
    const { email } = owner.me;
    expect((await lettersTo(email)).length).toBe(1);
    expect(await standing()).toEqual({ email, verifiedAt: null, canMail: true, codeSentAt: test.now });
    expect(await browser.read<Me>('GET', '/me')).toMatchObject({ emailVerified: false });
    const code = await lastCode();
    expect(await confirm(wrongFor(code))).toEqual([401, 'wrong-code']);
    // Whoever reads the letter without being signed in to this very account gets nothing by it.
    const neighbour = await registerOwner(test.url);
    const wrong = await neighbour.call('POST', '/account/email/confirmation', { code });
    expect(wrong.status).toBe(401);
    expect(await confirm(`${code.slice(0, 3)} ${code.slice(3)}`)).toEqual([200, undefined]);
    expect(await standing()).toEqual({ email, verifiedAt: test.now, canMail: true, codeSentAt: null });
    expect(await browser.read<Me>('GET', '/me')).toMatchObject({ emailVerified: true });
    expect(await confirm(code)).toEqual([409, 'conflict']);
    expect(await browser.try('POST', '/account/email/codes')).toEqual([409, 'conflict']);
    const { events } = await browser.read<AccountEvents>('GET', '/account/events');
    expect(events).toMatchObject([{ kind: 'email-verified', by: 'self' }]);
  });

  it('gets nothing but that letter before: no link for a password, no news of the account', async () => {
    const { email } = owner.me;
    await browser.try('POST', '/recoveries', { email, language: 'vi' });
    expect((await owner.call('POST', '/account/password', { password: 'bún bò Huế thật cay' })).status).toBe(204);
    expect((await lettersTo(email)).length).toBe(1);
    await confirmAddress(test, owner.me.accountId);
    await browser.try('POST', '/recoveries', { email, language: 'vi' });
    const letters = await lettersTo(email);
    expect(letters.length).toBe(2);
    expect(letters[1]?.text).toContain('/recover#');
  });

  it('is asked for when an invitation made the account, too', async () => {
    const made = await owner.call('POST', '/invitations', { role: 'staff', label: 'Lan' });
    const token = ((await made.json()) as OneTimeLink).url.split('#')[1];
    const email = `${mintId()}@example.vn`;
    const acceptance = { token, name: 'Lê Lan', email, password: PASSWORD, language: 'en' };
    expect(await new TestBrowser(test.url).try('POST', '/invitation-acceptances', acceptance)).toEqual([
      201,
      undefined,
    ]);
    expect((await lettersTo(email))[0]?.text).toContain('confirms your e-mail address');
  });
});

describe('codes', () => {
  it('count once, though several enter one at the same moment', async () => {
    const code = await lastCode();
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(code)));
    expect(answers.map(([status]) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409]);
  });

  it('count half an hour, and the digits are guessed by nobody', async () => {
    const code = await lastCode();
    for (let guess = 0; guess < 5; guess += 1) expect(await confirm(wrongFor(code))).toEqual([401, 'wrong-code']);
    expect(await confirm(code)).toEqual([429, 'too-many-requests']);
    test.now += 31 * MINUTE;
    const late = await signIn(owner.me.email);
    expect(await late.try('POST', '/account/email/confirmation', { code })).toEqual([401, 'wrong-code']);
  });

  it('are sent three times an hour, however often somebody asks', async () => {
    expect(await browser.try('POST', '/account/email/codes')).toEqual([200, undefined]);
    expect(await browser.try('POST', '/account/email/codes')).toEqual([200, undefined]);
    expect(await browser.try('POST', '/account/email/codes')).toEqual([429, 'too-many-requests']);
    expect((await lettersTo(owner.me.email)).length).toBe(3);
    expect(await confirm(await lastCode())).toEqual([200, undefined]);
  });
});

describe('another address', () => {
  const change = (email: string) => owner.call('PUT', '/account/email', { email });

  it('takes the place of a mistyped one: it opens the account, and the code goes there', async () => {
    const email = `dung-${mintId()}@example.vn`;
    const old = await lastCode();
    expect(await (await change(email)).json()).toMatchObject({ email, verifiedAt: null });
    expect(await confirm(old)).toEqual([401, 'wrong-code']);
    expect(await confirm(await lastCode(email))).toEqual([200, undefined]);
    const again = new TestBrowser(test.url);
    const signedIn = (address: string) => again.try('POST', '/sessions', { email: address, password: PASSWORD });
    expect(await signedIn(owner.me.email)).toEqual([401, 'wrong-credentials']);
    expect(await signedIn(email)).toEqual([201, undefined]);
  });

  it('that was confirmed and left is not confirmed again by the code of then', async () => {
    const first = await lastCode();
    expect(await confirm(first)).toEqual([200, undefined]);
    expect((await change(`khac-${mintId()}@example.vn`)).status).toBe(200);
    expect((await change(owner.me.email)).status).toBe(200);
    expect(await confirm(first)).toEqual([401, 'wrong-code']);
  });

  it('is told to the one of before, ends links to it, and is confirmed anew', async () => {
    await confirmAddress(test, owner.me.accountId);
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
    const email = `moi-${mintId()}@example.vn`;
    expect((await change(email)).status).toBe(200);
    const letters = await lettersTo(owner.me.email);
    // Of the link that was made, and of the other address; letters under way at once come in any order.
    expect(letters.filter(({ text }) => text.includes('/account')).length).toBe(2);
    expect(letters.some(({ text }) => text.includes(email))).toBe(false);
    const redemption = { token: link?.url.split('#')[1], password: PASSWORD };
    expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([409, 'code-used']);
    expect(await standing()).toMatchObject({ email, verifiedAt: null });
  });

  it('is nobody else’s, and asks for a recent proof', async () => {
    const neighbour = await registerOwner(test.url);
    const taken = await change(neighbour.me.email);
    expect([taken.status, await taken.json()]).toMatchObject([409, { fields: { email: 'email-taken' } }]);
    test.now += 6 * MINUTE;
    const answer = await browser.try('PUT', '/account/email', { email: `x-${mintId()}@example.vn` });
    expect(answer).toEqual([403, 'step-up-required']);
  });
});

it('where the server sends no letters, says so and stands in nobody’s way', async () => {
  const silent = await startTestServer();
  const person = await registerOwner(silent.url);
  const read = await (await person.call('GET', '/account/email')).json();
  expect(read).toMatchObject({ verifiedAt: null, canMail: false, codeSentAt: null });
  expect((await person.call('POST', '/account/email/codes')).status).toBe(409);
  await silent.close();
});
