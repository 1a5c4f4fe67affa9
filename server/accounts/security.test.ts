import { base32 } from '@scure/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountSecurity, SessionEntry, TotpEnrolment } from '#shared/contract/portal-account.ts';
import { verifyTrail } from '../audit/service.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { stepAt, totpAtStep } from './totp.ts';

const MINUTE = 60_000;
const CHROME = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

let test: TestServer;
let owner: Owner;
let browser: TestBrowser;

beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

/** A new account, signed in with one browser. */
async function begin(): Promise<void> {
  owner = await registerOwner(test.url);
  browser = await signIn();
}

async function signIn(code?: string, userAgent?: string): Promise<TestBrowser> {
  const fresh = new TestBrowser(test.url, userAgent);
  expect(await fresh.try('POST', '/sessions', credentials(code))).toEqual([201, undefined]);
  return fresh;
}
const credentials = (code?: string) => ({ email: owner.me.email, password: PASSWORD, ...(code && { code }) });

async function enrol(): Promise<{ secret: Uint8Array; recoveryCodes: string[]; code: () => string }> {
  const { secret: text } = await browser.read<TotpEnrolment>('POST', '/account/totp');
  const secret = base32.decode(text);
  const code = (): string => totpAtStep(secret, stepAt(test.now));
  const { codes } = await browser.read<{ codes: string[] }>('POST', '/account/totp/confirmation', { code: code() });
  return { secret, recoveryCodes: codes, code };
}

const security = (): Promise<AccountSecurity> => browser.read('GET', '/account/security');
const nextStep = (): void => {
  test.now += 30_000;
};

describe('a recent proof of who one is', () => {
  beforeAll(begin);
  const fullExport = { from: '2026-01-01', to: '2026-01-02', format: 'csv', reveal: true, language: 'vi' };

  it('is asked for after five minutes, where names are revealed and not where they are masked', async () => {
    const order = (reveal: boolean) =>
      browser.try('POST', `/venues/${owner.venueId}/exports`, {
        ...fullExport,
        reveal,
        ...(reveal && { reason: 'kiểm tra' }),
      });
    expect(await order(true)).toEqual([201, undefined]);
    test.now += 5 * MINUTE;
    expect(await order(true)).toEqual([403, 'step-up-required']);
    expect(await order(false)).toEqual([201, undefined]);
    const verify = (password: string) => browser.try('POST', '/sessions/current/verification', { password });
    expect(await verify('something else')).toEqual([401, 'wrong-credentials']);
    expect(await order(true)).toEqual([403, 'step-up-required']);
    expect(await verify(PASSWORD)).toEqual([204, undefined]);
    expect(await order(true)).toEqual([201, undefined]);
  });

  it('changes the token; the one before changes nothing more, and ends when what was being read has arrived', async () => {
    const before = new TestBrowser(test.url);
    before.cookies.set('session', browser.cookies.get('session') ?? '');
    await browser.try('POST', '/sessions/current/verification', { password: PASSWORD });
    expect(browser.cookies.get('session')).not.toBe(before.cookies.get('session'));
    expect(await before.try('GET', '/me')).toEqual([200, undefined]);
    expect(await before.try('POST', '/account/totp')).toEqual([401, 'not-signed-in']);
    test.now += 10_000;
    expect(await before.try('GET', '/me')).toEqual([401, 'not-signed-in']);
    expect(await browser.try('GET', '/me')).toEqual([200, undefined]);
  });

  it('does not put off the end after twelve hours', async () => {
    await begin();
    for (let hour = 0; hour < 24; hour += 1) {
      test.now += 29.9 * MINUTE;
      await browser.try('POST', '/sessions/current/verification', { password: PASSWORD });
    }
    test.now += 6 * MINUTE;
    expect(await browser.try('GET', '/me')).toEqual([401, 'not-signed-in']);
  });

  it('is asked for wherever a route says so, and each route says it in the API document', async () => {
    const { paths } = (await (await fetch(`${test.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { readonly 'x-step-up'?: string }>>;
    };
    const marked = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { 'x-step-up': mark }]) =>
        mark === undefined ? [] : [`${method} ${path.replace('/api/portal/v1', '')} ${mark}`],
      ),
    );
    expect(marked).toEqual(
      expect.arrayContaining([
        'delete /account/totp always',
        'delete /account/passkeys/{passkeyId} always',
        'post /account/password always',
        'put /account/email always',
        'post /account/recovery-codes always',
        'post /entrances/{entranceId}/pairing-codes always',
        'post /kiosks/{kioskId}/revocation always',
        'post /venues/{venueId}/exports by body',
        'patch /venues/{venueId}/door by body',
        'post /venues/{venueId}/staff-cards always',
      ]),
    );
  });
});

describe('an authenticator app', () => {
  beforeAll(begin);

  it('counts only once a code of it was shown', async () => {
    await browser.read('POST', '/account/totp');
    await signIn();
    expect(await browser.try('POST', '/account/totp/confirmation', { code: '000000' })).toEqual([401, 'wrong-code']);
    expect((await security()).totpSince).toBeNull();
  });

  it('is asked for beside the password, takes no code twice, and not for a wrong password', async () => {
    const { code } = await enrol();
    const stranger = new TestBrowser(test.url);
    const attempt = (given?: string) => stranger.try('POST', '/sessions', credentials(given));
    expect(await attempt()).toEqual([401, 'second-factor-required']);
    expect(await attempt(code())).toEqual([401, 'wrong-code']);
    nextStep();
    expect(await attempt(code())).toEqual([201, undefined]);
    expect(await attempt(code())).toEqual([401, 'wrong-code']);
    const wrong = { email: owner.me.email, password: 'something else', code: code() };
    expect(await stranger.try('POST', '/sessions', wrong)).toEqual([401, 'wrong-credentials']);
    nextStep();
    expect(await browser.try('POST', '/sessions/current/verification', { password: PASSWORD })).toEqual([
      401,
      'second-factor-required',
    ]);
    const proof = { password: PASSWORD, code: code() };
    expect(await browser.try('POST', '/sessions/current/verification', proof)).toEqual([204, undefined]);
  });

  it('is replaced once each by recovery codes, however they are copied, until there are new ones', async () => {
    const { codes } = await browser.read<{ codes: string[] }>('POST', '/account/recovery-codes');
    expect(codes).toHaveLength(10);
    expect(codes[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
    const stranger = new TestBrowser(test.url);
    const attempt = (code: string) => stranger.try('POST', '/sessions', credentials(code));
    expect(await attempt(codes[0]!.toLowerCase().replaceAll('-', ' '))).toEqual([201, undefined]);
    expect(await attempt(codes[0]!)).toEqual([401, 'wrong-code']);
    expect((await security()).recoveryCodesLeft).toBe(9);
    await browser.read('POST', '/account/recovery-codes');
    expect(await attempt(codes[1]!)).toEqual([401, 'wrong-code']);
  });

  it('is guessed at five times, then slower and slower', async () => {
    const stranger = new TestBrowser(test.url);
    test.now += 31 * MINUTE;
    const volley = await Promise.all(
      Array.from({ length: 9 }, () => stranger.try('POST', '/sessions', credentials('111111'))),
    );
    expect(volley.filter(([status]) => status === 429)).toHaveLength(4);
    // A right password alone gives no new tries at the code.
    expect(await stranger.try('POST', '/sessions', credentials())).toEqual([401, 'second-factor-required']);
    expect((await stranger.try('POST', '/sessions', credentials('222222')))[0]).toBe(429);
  });

  it('is nowhere in the database as it is, nor are recovery codes', async () => {
    await begin();
    const { secret, recoveryCodes } = await enrol();
    const { store } = test.server.services;
    const rows = [
      await store.read.selectFrom('totp_secrets').selectAll().execute(),
      await store.read.selectFrom('recovery_codes').selectAll().execute(),
      await store.read.selectFrom('audit').selectAll().execute(),
    ];
    const text = JSON.stringify(rows, (_key, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    );
    expect(rows[0]!.length).toBeGreaterThan(0);
    expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    expect(text).not.toContain(base32.encode(secret).replaceAll('=', ''));
    for (const code of recoveryCodes) expect(text).not.toContain(Buffer.from(code.replaceAll('-', '')).toString('hex'));
    expect(await verifyTrail(store.read)).toMatchObject({ holds: true });
  });

  it('goes away with its recovery codes', async () => {
    expect(await browser.try('DELETE', '/account/totp')).toEqual([204, undefined]);
    expect(await security()).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 });
    await signIn();
  });
});

describe('sessions', () => {
  beforeAll(begin);
  const list = async () => (await browser.read<{ sessions: SessionEntry[] }>('GET', '/account/sessions')).sessions;

  it('are listed with device and times, one of them this one', async () => {
    test.now += MINUTE;
    await signIn(undefined, CHROME);
    const sessions = await list();
    expect(sessions).toHaveLength(3);
    expect(sessions[0]).toMatchObject({ device: { browser: 'chrome', system: 'windows' }, current: false });
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { device: { browser: 'firefox', system: 'linux' } },
    ]);
  });

  it('end one by one, of this person only', async () => {
    test.now += 1;
    const other = await signIn(undefined, CHROME);
    const [newest] = await list();
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('DELETE', `/account/sessions/${newest!.id}`)).status).toBe(404);
    expect(await other.try('GET', '/me')).toEqual([200, undefined]);
    expect(await browser.try('DELETE', `/account/sessions/${newest!.id}`)).toEqual([204, undefined]);
    expect(await other.try('GET', '/me')).toEqual([401, 'not-signed-in']);
  });

  it('end where the same browser signs in anew', async () => {
    const before = browser.cookies.get('session') ?? '';
    expect(await browser.try('POST', '/sessions', credentials())).toEqual([201, undefined]);
    const left = new TestBrowser(test.url);
    left.cookies.set('session', before);
    expect(await left.try('GET', '/me')).toEqual([401, 'not-signed-in']);
  });

  it('end with the password, but for the one that changed it', async () => {
    const other = await signIn();
    expect(await browser.try('POST', '/account/password', { password: 'bún bò Huế cay' })).toEqual([204, undefined]);
    expect(await other.try('GET', '/me')).toEqual([401, 'not-signed-in']);
    expect(await browser.try('GET', '/me')).toEqual([200, undefined]);
    expect(await other.try('POST', '/sessions', credentials())).toEqual([401, 'wrong-credentials']);
    await browser.call('POST', '/account/password', { password: PASSWORD });
  });

  it('end everywhere', async () => {
    const other = await signIn();
    expect(await browser.try('DELETE', '/account/sessions')).toEqual([204, undefined]);
    expect(browser.cookies.has('session')).toBe(false);
    expect(await other.try('GET', '/me')).toEqual([401, 'not-signed-in']);
  });
});

describe('guessing from many places', () => {
  it('does not hold up the owner in a browser that is known', async () => {
    await begin();
    const own = await signIn();
    own.cookies.delete('session');
    const stranger = new TestBrowser(test.url);
    const wrong = { email: owner.me.email, password: 'something else' };
    for (let round = 0; round < 8; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await stranger.call('POST', '/sessions', wrong);
    }
    expect((await stranger.try('POST', '/sessions', credentials()))[0]).toBe(429);
    expect(await own.try('POST', '/sessions', credentials())).toEqual([201, undefined]);
    // What a browser is known by opens nothing, and only for the account that signed in with it.
    stranger.cookies.set('device', `${own.cookies.get('device')?.slice(0, -4)}AAAA`);
    expect((await stranger.try('POST', '/sessions', credentials()))[0]).toBe(429);
    const someoneElse = await registerOwner(test.url);
    const theirs = new TestBrowser(test.url);
    await theirs.call('POST', '/sessions', { email: someoneElse.me.email, password: PASSWORD });
    stranger.cookies.set('device', theirs.cookies.get('device') ?? '');
    expect((await stranger.try('POST', '/sessions', credentials()))[0]).toBe(429);
  });

  it('asks in vain for addresses with an account by registering again and again', async () => {
    const fresh = new TestBrowser(test.url);
    await begin();
    const registration = {
      organisationName: 'Nhà hàng',
      owner: { name: 'An', email: owner.me.email, password: PASSWORD },
      venue: { name: 'Quán', type: 'restaurant', address: { line: '1', communeCode: '19789' }, entrances: ['Cửa'] },
      language: 'vi',
    };
    const answers: unknown[] = [];
    // oxlint-disable-next-line no-await-in-loop
    for (let round = 0; round < 7; round += 1)
      answers.push((await fresh.try('POST', '/registrations', registration))[1]);
    expect(answers).toEqual([...Array(5).fill('email-taken'), 'too-many-requests', 'too-many-requests']);
  });
});
