import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountSecurity, OneTimeLink, People } from '#shared/contract/portal-account.ts';
import { type NewApiToken, OPEN_API } from '#shared/contract/portal-integrations.ts';
import { mintId } from '#shared/domain/ids.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

const MINUTE = 60_000;
const NEW_PASSWORD = 'bún bò Huế thật cay';

let test: TestServer;
let owner: Owner;
let stranger: TestBrowser;

beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());
beforeEach(async () => {
  test.now += 60 * MINUTE;
  owner = await registerOwner(test.url);
  stranger = new TestBrowser(test.url);
});

const tokenOf = async (response: Response): Promise<string> =>
  ((await response.json()) as OneTimeLink).url.split('#')[1] ?? '';
const redeem = (token: string) => stranger.try('POST', '/recoveries/redemption', { token, password: NEW_PASSWORD });
const join = (token: string, email: string) =>
  stranger.try('POST', '/invitation-acceptances', { token, name: 'Lê Lan', email, password: PASSWORD, language: 'vi' });
const signIn = (code?: string) =>
  stranger.try('POST', '/sessions', { email: owner.me.email, password: PASSWORD, ...(code && { code }) });

async function addSecondOwner(): Promise<Owner> {
  const second = await addMember(test, owner, 'manager');
  await owner.call('PATCH', `/people/${second.me.accountId}`, { role: 'owner' });
  return second;
}

describe.each([
  ['is removed', (id: string) => owner.call('DELETE', `/people/${id}`)],
  ['is no owner any more', (id: string) => owner.call('PATCH', `/people/${id}`, { role: 'staff' })],
])('whoever %s', (_what, act) => {
  it('does not come back by an invitation of their own', async () => {
    const second = await addSecondOwner();
    const token = await tokenOf(await second.call('POST', '/invitations', { role: 'manager', label: 'Lan' }));
    const kept = await tokenOf(await owner.call('POST', '/invitations', { role: 'staff', label: 'Minh' }));
    expect((await act(second.me.accountId)).ok).toBe(true);
    expect(await join(token, `${mintId()}@example.vn`)).toEqual([404, 'code-unknown']);
    const { invitations } = (await (await owner.call('GET', '/people')).json()) as People;
    expect(invitations).toMatchObject([{ label: 'Minh' }]);
    expect(await join(kept, `${mintId()}@example.vn`)).toEqual([201, undefined]);
  });

  it('does not come back as a program, by a token of their own', async () => {
    const second = await addSecondOwner();
    const makeToken = async (by: Owner): Promise<string> => {
      const wish = { label: 'Kế toán', scopes: ['read-venues'], days: 30 };
      return ((await (await by.call('POST', '/api-tokens', wish)).json()) as NewApiToken).token;
    };
    const ask = async (token: string): Promise<number> =>
      (await fetch(`${test.url}${OPEN_API}/venues`, { headers: { authorization: `Bearer ${token}` } })).status;
    const [theirs, ours] = [await makeToken(second), await makeToken(owner)];
    expect([await ask(theirs), await ask(ours)]).toEqual([200, 200]);
    expect((await act(second.me.accountId)).ok).toBe(true);
    expect([await ask(theirs), await ask(ours)]).toEqual([401, 200]);
  });

  it('does not get into the account of somebody else by a link they made before', async () => {
    const second = await addSecondOwner();
    const staff = await addMember(test, owner, 'staff');
    const token = await tokenOf(
      await second.call('POST', `/people/${staff.me.accountId}/reset`, { secondFactors: true }),
    );
    expect((await act(second.me.accountId)).ok).toBe(true);
    expect(await redeem(token)).toEqual([409, 'code-used']);
  });
});

it('a link into an account ends when the account becomes an owner’s', async () => {
  const staff = await addMember(test, owner, 'staff');
  const token = await tokenOf(await owner.call('POST', `/people/${staff.me.accountId}/reset`, { secondFactors: true }));
  await owner.call('PATCH', `/people/${staff.me.accountId}`, { role: 'owner' });
  expect(await redeem(token)).toEqual([409, 'code-used']);
});

it('whoever is being removed hands out no link at the same moment', async () => {
  const second = await addSecondOwner();
  const staff = await addMember(test, owner, 'staff');
  const { people } = test.server.services.accounts;
  const { accountId, organisation } = owner.me;
  const [first, other] = [accountId, second.me.accountId].map((id) => ({
    accountId: id,
    organisationId: organisation!.id,
  }));
  // In this order, and the two behind it before it is done.
  const acts = [
    people.remove(first!, second.me.accountId),
    people.invite(other!, { role: 'owner', label: 'Lan' }),
    people.reset(other!, staff.me.accountId, true),
  ];
  expect(await Promise.all(acts)).toMatchObject([
    { ok: true },
    { ok: false, error: 'not-allowed' },
    { ok: false, error: 'not-allowed' },
  ]);
});

describe('whoever changes the password', () => {
  it('is not followed by somebody who was signing in with the old one at that moment', async () => {
    const { store } = test.server.services;
    const queued = vi.spyOn(store, 'transact');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = store.transact(() => held);
    const changing = store.transact(async (tx) => {
      const { accountId } = owner.me;
      await tx.updateTable('accounts').set({ password_hash: 'another' }).where('id', '=', accountId).execute();
      await tx.deleteFrom('sessions').where('account_id', '=', accountId).execute();
    });
    const signingIn = signIn();
    // The old password was found right: what is left is to open the session.
    await vi.waitFor(() => expect(queued).toHaveBeenCalledTimes(3), { timeout: 10_000 });
    release();
    await Promise.all([holding, changing]);
    expect(await signingIn).toEqual([401, 'wrong-credentials']);
    expect(stranger.cookies.get('session')).toBeUndefined();
    queued.mockRestore();
  });

  it('ends the links that could set another', async () => {
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
    expect((await owner.call('POST', '/account/password', { password: NEW_PASSWORD })).status).toBe(204);
    expect(await redeem(link!.url.split('#')[1]!)).toEqual([409, 'code-used']);
  });

  it('does so at the machine too', async () => {
    const { accounts } = test.server.services;
    const link = await accounts.makeResetLink(owner.me.email, false);
    await accounts.setPassword(owner.me.email, NEW_PASSWORD);
    expect(await redeem(link!.url.split('#')[1]!)).toEqual([409, 'code-used']);
  });
});

describe('a token that was replaced', () => {
  it('still reads for a moment, and changes nothing', async () => {
    const before = new TestBrowser(test.url);
    before.cookies.set('session', owner.cookie.replace('session=', ''));
    expect((await owner.call('POST', '/account/password', { password: NEW_PASSWORD })).status).toBe(204);
    expect(await before.try('GET', '/me')).toEqual([200, undefined]);
    expect(await before.try('DELETE', '/account/sessions')).toEqual([401, 'not-signed-in']);
    const verified = await before.call('POST', '/sessions/current/verification', { password: NEW_PASSWORD });
    expect([verified.status, verified.headers.getSetCookie()]).toEqual([401, []]);
    expect((await owner.call('GET', '/me')).status).toBe(200);
  });
});

describe('an invitation', () => {
  it('tells no more to a volley of questions than to one after the other', async () => {
    const token = await tokenOf(await owner.call('POST', '/invitations', { role: 'staff', label: 'Lan' }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => join(token, owner.me.email)));
    expect(answers.filter(([status]) => status === 409)).toHaveLength(5);
    expect(answers.filter(([status]) => status === 429)).toHaveLength(3);
  });

  it('does not serve to ask for addresses with an account', async () => {
    const token = await tokenOf(await owner.call('POST', '/invitations', { role: 'staff', label: 'Lan' }));
    const answers = [];
    // oxlint-disable-next-line no-await-in-loop
    for (let round = 0; round < 6; round += 1) answers.push(await join(token, owner.me.email));
    expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [409, 'email-taken']));
    expect(answers[5]).toEqual([429, 'too-many-requests']);
  });
});

describe('an account with passkeys', () => {
  async function plantPasskey(name = 'Điện thoại'): Promise<string> {
    const id = mintId<string>();
    await test.server.services.store.transact(async (tx) => {
      const passkey = {
        ...{ id, account_id: owner.me.accountId, credential_id: id, public_key: Buffer.from('key'), counter: 0 },
        ...{ transports_json: '[]', name, created_at: test.now, last_used_at: null },
      };
      await tx.insertInto('passkeys').values(passkey).execute();
    });
    return id;
  }
  const renew = async (): Promise<string[]> =>
    ((await (await owner.call('POST', '/account/recovery-codes')).json()) as { codes: string[] }).codes;

  it('does not open by the password alone; a recovery code is the way out', async () => {
    expect(await signIn()).toEqual([201, undefined]);
    await plantPasskey();
    const codes = await renew();
    expect(codes).toHaveLength(10);
    expect(await signIn()).toEqual([401, 'second-factor-required']);
    expect(await signIn('123456')).toEqual([401, 'wrong-code']);
    expect(await signIn(codes[0])).toEqual([201, undefined]);
    expect(await signIn(codes[0])).toEqual([401, 'wrong-code']);
  });

  it('keeps its recovery codes until the last passkey and the app are gone', async () => {
    const [first, second] = [await plantPasskey(), await plantPasskey('Máy tính')];
    await renew();
    const left = async () =>
      ((await (await owner.call('GET', '/account/security')).json()) as AccountSecurity).recoveryCodesLeft;
    await owner.call('DELETE', `/account/passkeys/${first}`);
    expect(await left()).toBe(10);
    await owner.call('DELETE', `/account/passkeys/${second}`);
    expect(await left()).toBe(0);
    expect(await signIn()).toEqual([201, undefined]);
  });

  it('opens again by password alone when the admin at the machine takes the passkeys away', async () => {
    await plantPasskey();
    expect(await signIn()).toEqual([401, 'second-factor-required']);
    await test.server.services.accounts.removeSecondFactors(owner.me.email);
    expect(await signIn()).toEqual([201, undefined]);
  });
});

describe('a clock that goes back', () => {
  it('holds nobody up for longer than it would have', async () => {
    // oxlint-disable-next-line no-await-in-loop
    for (let round = 0; round < 9; round += 1)
      await stranger.try('POST', '/sessions', { email: owner.me.email, password: 'no' });
    expect((await signIn())[0]).toBe(429);
    test.now -= 365 * 24 * 60 * MINUTE;
    expect(await signIn()).toEqual([201, undefined]);
    test.now += 365 * 24 * 60 * MINUTE;
  });

  it('leaves no session open for longer, nor counts its proof as recent', async () => {
    test.now += 365 * 24 * 60 * MINUTE;
    expect(await signIn()).toEqual([201, undefined]);
    test.now -= 365 * 24 * 60 * MINUTE;
    expect((await stranger.try('GET', '/me'))[0]).toBe(401);
  });
});
