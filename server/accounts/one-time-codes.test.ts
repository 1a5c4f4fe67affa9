import { base32 } from '@scure/base';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OneTimeLink, SessionEntry, TotpEnrolment } from '#shared/contract/portal-account.ts';
import { mintId } from '#shared/domain/ids.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { stepAt, totpAtStep } from './totp.ts';

const AT_ONCE = 4;
let test: TestServer;
let owner: Owner;
let browser: TestBrowser;

beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());
beforeEach(async () => {
  owner = await registerOwner(test.url);
  browser = await signIn();
});

const fresh = (): TestBrowser => new TestBrowser(test.url);
async function signIn(): Promise<TestBrowser> {
  const one = fresh();
  await one.read('POST', '/sessions', { email: owner.me.email, password: PASSWORD });
  return one;
}
const tokenOf = ({ url }: OneTimeLink): string => url.split('#')[1] ?? '';

/** Several browsers with the same code at the same moment. @returns the answers, best first. */
const together = async (path: string, body: () => unknown): Promise<number[]> => {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => fresh().try('POST', path, body())));
  return answers.map(([status]) => status).toSorted((a, b) => a - b);
};

async function makeRecoveryCodes(): Promise<string[]> {
  const { secret } = await browser.read<TotpEnrolment>('POST', '/account/totp');
  const code = totpAtStep(base32.decode(secret), stepAt(test.now));
  return (await browser.read<{ codes: string[] }>('POST', '/account/totp/confirmation', { code })).codes;
}

describe('what counts once counts once, though several use it at the same moment:', () => {
  it('a link for a new password', async () => {
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
    const token = link ? tokenOf(link) : '';
    expect(await together('/recoveries/redemption', () => ({ token, password: PASSWORD }))).toEqual([
      204, 409, 409, 409,
    ]);
  });

  it('an invitation', async () => {
    const link = await browser.read<OneTimeLink>('POST', '/invitations', { role: 'staff', label: 'Lan' });
    const person = () => ({ name: 'Lê Lan', email: `${mintId()}@example.vn`, password: PASSWORD, language: 'vi' });
    const answers = await together('/invitation-acceptances', () => ({ token: tokenOf(link), ...person() }));
    expect(answers).toEqual([201, 409, 409, 409]);
  });

  it('a recovery code', async () => {
    const [code] = await makeRecoveryCodes();
    const proof = () => ({ email: owner.me.email, password: PASSWORD, code });
    expect(await together('/sessions', proof)).toEqual([201, 401, 401, 401]);
  });
});

describe('a recovery code', () => {
  const attempt = (code: string) =>
    fresh().try('POST', '/sessions', { email: owner.me.email, password: PASSWORD, code });

  it('is taken however it is copied, with letters that look like digits', async () => {
    const codes = await makeRecoveryCodes();
    const copied = codes.slice(0, 3).map((code, index) => {
      const alike = code.replaceAll('0', index === 1 ? 'o' : 'O').replaceAll('1', index === 1 ? 'l' : 'I');
      return [alike.toLowerCase(), alike.replaceAll('-', ' '), alike.replaceAll('-', '\u2013')][index] ?? '';
    });
    for (const code of copied) expect([code, await attempt(code)]).toEqual([code, [201, undefined]]);
  });

  it('that was made when they were shorter goes on counting', async () => {
    await makeRecoveryCodes();
    const code = '7F3KQM2X9P4TVWA';
    await test.server.services.store.transact((tx) =>
      tx
        .updateTable('recovery_codes')
        .set({ code_hash: hashRecoveryCode(owner.me.accountId, code) })
        .where('account_id', '=', owner.me.accountId)
        .where('code_hash', '=', (min) =>
          min
            .selectFrom('recovery_codes')
            .select((row) => row.fn.min('code_hash').as('first'))
            .where('account_id', '=', owner.me.accountId),
        )
        .execute(),
    );
    expect(await attempt('7F3KQ-M2X9P-4TVWA')).toEqual([201, undefined]);
    expect(await attempt('7F3KQ-M2X9P-4TVWA')).toEqual([401, 'wrong-code']);
  });
});

describe('the code of an app', () => {
  it('is guessed at ten times from however many networks, by somebody who has the password', async () => {
    await makeRecoveryCodes();
    const guess = async (network: number): Promise<string> => {
      const proof = { email: owner.me.email, password: PASSWORD, code: '000000' };
      const device = { browser: 'other', system: 'other' } as const;
      const at = { ip: `198.51.${network}.1`, device, sessionToken: null, knownDevice: null };
      const answer = await test.server.services.accounts.signIn(proof, at);
      return answer.ok ? 'in' : answer.error.code;
    };
    const answers: string[] = [];
    for (let network = 0; network < 11; network += 1) answers.push(await guess(network));
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 'wrong-code'), 'too-many-requests']);
  });
});

describe('sessions', () => {
  it('are ended by their person alone, who proves anew who they are', async () => {
    const other = await signIn();
    const { sessions } = await browser.read<{ sessions: SessionEntry[] }>('GET', '/account/sessions');
    test.now += 6 * 60_000;
    const paths = [`/account/sessions/${sessions.find(({ current }) => !current)?.id}`, '/account/sessions'];
    for (const path of paths) expect(await browser.try('DELETE', path)).toEqual([403, 'step-up-required']);
    expect(await other.try('GET', '/me')).toEqual([200, undefined]);
    await browser.try('POST', '/sessions/current/verification', { password: PASSWORD });
    expect(await browser.try('DELETE', '/account/sessions')).toEqual([204, undefined]);
    expect(await other.try('GET', '/me')).toEqual([401, 'not-signed-in']);
  });
});
