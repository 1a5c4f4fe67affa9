import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliEnd, runCommand } from '../testing/run-cli.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

const NEW_PASSWORD = 'bún bò Huế thật cay';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const accounts = (...words: string[]): Promise<CliEnd> => runCommand(['accounts', ...words, '--data', test.dataDir]);

describe('accounts', () => {
  it('reset prints a link that the running server takes once', async () => {
    const { code, stdout } = await accounts('reset', owner.me.email.toUpperCase());
    expect(code).toBe(0);
    const token = new RegExp(`^${test.url}/recover#([\\w-]{43})\n$`).exec(stdout)?.[1];
    const browser = new TestBrowser(test.url);
    const redemption = { token, password: NEW_PASSWORD };
    expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([204, undefined]);
    expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([409, 'code-used']);
    const signIn = (password: string) => browser.try('POST', '/sessions', { email: owner.me.email, password });
    expect(await signIn(PASSWORD)).toEqual([401, 'wrong-credentials']);
    expect(await signIn(NEW_PASSWORD)).toEqual([201, undefined]);
  });

  it('remove-second-factors leaves a trace', async () => {
    expect(await accounts('remove-second-factors', owner.me.email)).toMatchObject({ code: 0, stdout: 'ok\n' });
    const trail = await test.server.services.store.read
      .selectFrom('audit')
      .select('actor')
      .where('action', '=', 'second-factors.removed')
      .where('subject', '=', `account:${owner.me.accountId}`)
      .execute();
    expect(trail).toEqual([{ actor: 'cli' }]);
  });

  it('sign-out ends the sessions of one account, or of all', async () => {
    const people = await Promise.all([registerOwner(test.url), registerOwner(test.url)]);
    const [first] = people;
    const seen = () => Promise.all(people.map(async (one) => (await one.call('GET', '/me')).status));
    expect(await accounts('sign-out', first?.me.email ?? '')).toMatchObject({ code: 0, stdout: '1 sessions ended\n' });
    expect(await seen()).toEqual([401, 200]);
    expect(await accounts('sign-out')).toMatchObject({ code: 1, stderr: 'Name one account, or --everybody.\n' });
    expect(await accounts('sign-out', 'nobody@example.vn')).toMatchObject({ code: 1 });
    expect(await accounts('sign-out', '--everybody')).toMatchObject({ code: 0 });
    expect(await seen()).toEqual([401, 401]);
  });

  it.each(['nobody@example.vn', 'nonsense'])('says in one sentence that there is no %s', async (email) => {
    const { code, stderr } = await accounts('reset', email);
    expect([code, stderr]).toEqual([1, 'There is no account with this e-mail address.\n']);
  });
});
