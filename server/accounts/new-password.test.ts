import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OneTimeLink } from '#shared/contract/portal-account.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { mintId } from '#shared/domain/ids.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const tokenOf = (link: OneTimeLink): string => link.url.split('#')[1] ?? '';
const fresh = (): TestBrowser => new TestBrowser(test.url);

/** @param own what this person's password must not be made of. */
async function expectChecked(ask: (password: string) => Promise<Response>, own: string, path = 'password') {
  for (const password of ['Password123', own]) {
    const refused = await ask(password);
    expect([password, refused.status, ((await refused.json()) as Problem).fields]).toEqual([
      password,
      400,
      { [path]: 'guessable' },
    ]);
  }
  // Nothing was used up by that, and any make-up of a long enough one will do.
  expect((await ask('aaaa bbbb cccc dddd')).ok).toBe(true);
}

describe('a new password that is easy to guess is refused', () => {
  it('at registration', async () => {
    const address = { line: '8 Nguyễn Bỉnh Khiêm', communeCode: '19789' };
    const ask = (password: string) =>
      fresh().call('POST', '/registrations', {
        organisationName: 'Hộ kinh doanh Bà Đỏ',
        owner: { name: 'Trần Thị Đỏ', email: `${mintId()}@example.vn`, password },
        venue: { name: 'Bánh bèo Bà Đỏ', type: 'restaurant', address, entrances: ['Cửa'] },
        language: 'vi',
      });
    await expectChecked(ask, 'Hộ Kinh Doanh Bà Đỏ 2026', 'owner.password');
  });

  it('by an invitation', async () => {
    const made = await owner.call('POST', '/invitations', { role: 'staff', label: 'Lan' });
    const token = tokenOf((await made.json()) as OneTimeLink);
    const person = { token, name: 'Huỳnh Ngọc Lan Chi', email: `${mintId()}@example.vn`, language: 'vi' };
    await expectChecked(
      (password) => fresh().call('POST', '/invitation-acceptances', { ...person, password }),
      'Huynh Ngoc 1999',
    );
  });

  it('by a link for a new one', async () => {
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
    const token = link ? tokenOf(link) : '';
    const own = `${owner.me.organisation?.name ?? ''} 1`;
    await expectChecked((password) => fresh().call('POST', '/recoveries/redemption', { token, password }), own);
  });

  it('on the page of one’s account', async () => {
    const another = await registerOwner(test.url);
    await expectChecked((password) => another.call('POST', '/account/password', { password }), another.me.email);
  });
});

describe('passwords', () => {
  it('may be long, of any characters, and are taken as they are', async () => {
    const password = `${'trà sen 🍵 '.repeat(18)}Æ`;
    expect((await owner.call('GET', '/me')).status).toBe(401);
    const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
    const browser = fresh();
    const redemption = { token: link ? tokenOf(link) : '', password };
    expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([204, undefined]);
    const signIn = (typed: string) => browser.try('POST', '/sessions', { email: owner.me.email, password: typed });
    expect(await signIn(password.toLowerCase())).toEqual([401, 'wrong-credentials']);
    expect(await signIn(password.slice(0, 72))).toEqual([401, 'wrong-credentials']);
    expect(await signIn(`${password} `)).toEqual([401, 'wrong-credentials']);
    expect(await signIn(password)).toEqual([201, undefined]);
    expect(PASSWORD).not.toBe(password);
  });
});
