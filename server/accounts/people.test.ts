import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OneTimeLink, People } from '#shared/contract/portal-account.ts';
import type { Me } from '#shared/contract/portal-api.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

const HOUR = 3_600_000;

let test: TestServer;
let owner: Owner;
let stranger: TestBrowser;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

async function begin(): Promise<void> {
  owner = await registerOwner(test.url);
  stranger = new TestBrowser(test.url);
}

const people = async (): Promise<People> => (await (await owner.call('GET', '/people')).json()) as People;
async function invite(role: string, label = 'Bạn Lan'): Promise<{ token: string; expiresAt: number }> {
  const response = await owner.call('POST', '/invitations', { role, label });
  const { url, expiresAt } = (await response.json()) as OneTimeLink;
  return { token: url.split('/join#')[1] ?? '', expiresAt };
}
const join = (token: string, email: string) =>
  stranger.try('POST', '/invitation-acceptances', { token, name: 'Lê Lan', email, password: PASSWORD, language: 'vi' });
const refusal = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe('an invitation', () => {
  beforeAll(begin);

  it('tells what it is for, makes one account in that role, and works once', async () => {
    const { token } = await invite('staff');
    expect((await people()).invitations).toMatchObject([{ label: 'Bạn Lan', role: 'staff' }]);
    expect(await stranger.read('POST', '/invitation-details', { token })).toEqual({
      organisationName: owner.me.organisation?.name,
      role: 'staff',
    });
    // People stand in the order they came.
    test.now += 1;
    expect(await join(token, 'lan@example.vn')).toEqual([201, undefined]);
    expect(await stranger.read<Me>('GET', '/me')).toMatchObject({
      role: 'staff',
      organisation: { id: owner.me.organisation?.id },
    });
    expect(await join(token, 'lan2@example.vn')).toEqual([409, 'code-used']);
    const { members, invitations } = await people();
    expect(invitations).toEqual([]);
    expect(members).toMatchObject([
      { role: 'owner' },
      { email: 'lan@example.vn', role: 'staff', secured: false, shared: false, lastSeenAt: expect.any(Number) },
    ]);
  });

  it('is no more after three days, or when it was withdrawn', async () => {
    const { token } = await invite('auditor');
    test.now += 72 * HOUR;
    owner = Object.assign(owner, await signInAgain(owner));
    expect(await join(token, 'late@example.vn')).toEqual([410, 'code-expired']);
    const withdrawn = await invite('manager', 'Anh Minh');
    const { invitations } = await people();
    expect((await owner.call('DELETE', `/invitations/${invitations[0]!.id}`)).status).toBe(204);
    expect(await join(withdrawn.token, 'late@example.vn')).toEqual([404, 'code-unknown']);
  });

  it('makes no owner, and no second account of an address', async () => {
    expect(await refusal(await owner.call('POST', '/invitations', { role: 'owner', label: 'x' }))).toEqual([
      400,
      'invalid-input',
    ]);
    const { token } = await invite('staff');
    expect(await join(token, owner.me.email)).toEqual([409, 'email-taken']);
    expect(await join(token, 'another@example.vn')).toEqual([201, undefined]);
  });
});

/** Days have gone by: the session of before has ended. */
async function signInAgain({ me }: Owner): Promise<Pick<Owner, 'call'>> {
  const browser = new TestBrowser(test.url);
  await browser.call('POST', '/sessions', { email: me.email, password: PASSWORD });
  return { call: (method, path, body) => browser.call(method, path, body) };
}

describe('who may decide', () => {
  beforeAll(begin);

  it.each(['manager', 'staff', 'auditor'] as const)('is not a %s', async (role) => {
    const member = await addMember(test, owner, role);
    expect((await member.call('GET', '/people')).status).toBe(403);
    expect((await member.call('POST', '/invitations', { role: 'staff', label: 'x' })).status).toBe(403);
    expect((await member.call('DELETE', `/people/${owner.me.accountId}`)).status).toBe(403);
  });

  it('is not an owner of another organisation', async () => {
    const other = await registerOwner(test.url);
    for (const [method, path, body] of [
      ['PATCH', `/people/${owner.me.accountId}`, { role: 'staff' }],
      ['DELETE', `/people/${owner.me.accountId}`, undefined],
      ['POST', `/people/${owner.me.accountId}/reset`, { secondFactors: true }],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await refusal(await other.call(method, path, body))).toEqual([404, 'not-found']);
    }
  });

  it('does not include oneself: an organisation keeps an owner', async () => {
    const self = `/people/${owner.me.accountId}`;
    expect(await refusal(await owner.call('PATCH', self, { role: 'staff' }))).toEqual([403, 'not-allowed']);
    expect(await refusal(await owner.call('DELETE', self))).toEqual([403, 'not-allowed']);
  });
});

describe('members', () => {
  beforeAll(begin);

  it('get another role at once', async () => {
    const staff = await addMember(test, owner, 'staff');
    expect((await owner.call('PATCH', `/people/${staff.me.accountId}`, { role: 'owner' })).status).toBe(200);
    expect((await staff.call('GET', '/people')).status).toBe(200);
    // Nor does one owner get a link into the account of another.
    const reset = await owner.call('POST', `/people/${staff.me.accountId}/reset`, { secondFactors: false });
    expect(await refusal(reset)).toEqual([403, 'not-allowed']);
  });

  it('are let back in by a link that their owner hands on', async () => {
    const staff = await addMember(test, owner, 'staff');
    const response = await owner.call('POST', `/people/${staff.me.accountId}/reset`, { secondFactors: false });
    const { url } = (await response.json()) as OneTimeLink;
    const password = 'một mật khẩu khác hẳn';
    const token = url.split('#')[1];
    expect(await stranger.try('POST', '/recoveries/redemption', { token, password })).toEqual([204, undefined]);
    expect(await stranger.try('POST', '/sessions', { email: staff.me.email, password })).toEqual([201, undefined]);
  });

  it('who belong elsewhere too are reset by the admin alone', async () => {
    const staff = await addMember(test, owner, 'staff');
    const other = await registerOwner(test.url);
    await test.server.services.store.transact(async (tx) => {
      const membership = {
        account_id: staff.me.accountId,
        organisation_id: other.me.organisation!.id,
        role: 'manager',
        created_at: test.now + 1,
      } as const;
      await tx.insertInto('memberships').values(membership).execute();
    });
    const reset = await owner.call('POST', `/people/${staff.me.accountId}/reset`, { secondFactors: false });
    expect(await refusal(reset)).toEqual([403, 'not-allowed']);
  });

  it('who are removed are out at once and do not come back', async () => {
    const staff = await addMember(test, owner, 'staff');
    expect((await owner.call('DELETE', `/people/${staff.me.accountId}`)).status).toBe(204);
    expect((await staff.call('GET', '/me')).status).toBe(401);
    expect(await stranger.try('POST', '/sessions', { email: staff.me.email, password: PASSWORD })).toEqual([
      401,
      'wrong-credentials',
    ]);
  });
});
