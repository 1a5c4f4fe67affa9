import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base32 } from '@scure/base';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { People, TotpEnrolment } from '#shared/contract/portal-account.ts';
import type { Webhook, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import { mintId } from '#shared/domain/ids.ts';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { stepAt, totpAtStep } from '../accounts/totp.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import { backUp, restore } from './service.ts';

const NEW_PASSWORD = 'bún bò Huế thật cay';

let folder: string;
let test: TestServer;
let owner: Owner;
const place = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  test = await startTestServer({ dataDir: place('data'), webhooksToPrivate: true });
  owner = await registerOwner(test.url);
});
afterEach(async () => {
  await test.server.close();
  rmSync(folder, { recursive: true });
});

/** Copies the database, does something, and comes up again from the copy with today's keys, as after a disk that died. */
async function loseAllSince(change: () => Promise<void>): Promise<readonly string[]> {
  const places = { dataDir: place('data'), to: place('copies'), keysTo: place('key-copy') };
  const { database } = await backUp(places, test.now);
  cpSync(database, place('old.db'));
  await change();
  await backUp(places, test.now + 1_000);
  mkdirSync(place('new/secrets'), { recursive: true });
  cpSync(place('data/secrets/kek'), place('new/secrets/kek'));
  const restored = await restore({
    dataDir: place('new'),
    database: place('old.db'),
    keys: place('key-copy/keys.db'),
    timeZone: DEFAULT_TIME_ZONE,
  });
  if (!restored.ok) throw new Error(JSON.stringify(restored.error));
  await start('new');
  return restored.value.passwords;
}

async function start(dataDir: string): Promise<void> {
  const { now } = test;
  await test.server.close();
  test = await startTestServer({ dataDir: place(dataDir), webhooksToPrivate: true, now });
}

const signIn = ({ me }: Owner, proof: { password?: string; code?: string } = {}) =>
  new TestBrowser(test.url).try('POST', '/sessions', { email: me.email, password: PASSWORD, ...proof });
const IN = [201, undefined] as const;
const WRONG = [401, 'wrong-credentials'] as const;

async function enrol(person: Owner): Promise<{ readonly code: () => string; readonly recovery: string[] }> {
  const enrolment = await person.call('POST', '/account/totp');
  const secret = base32.decode(((await enrolment.json()) as TotpEnrolment).secret);
  const code = (): string => totpAtStep(secret, stepAt(test.now));
  const confirmed = await person.call('POST', '/account/totp/confirmation', { code: code() });
  return { code, recovery: ((await confirmed.json()) as { codes: string[] }).codes };
}

/** As if it had been made in a browser. */
async function givePasskey({ me }: Owner): Promise<string> {
  const id = mintId<string>();
  const row = { id, account_id: me.accountId, credential_id: id, public_key: Buffer.alloc(32), counter: 0 };
  const rest = { transports_json: '[]', name: 'Điện thoại', created_at: test.now, last_used_at: null };
  await test.server.services.store.transact(async (tx) => {
    await tx
      .insertInto('passkeys')
      .values({ ...row, ...rest })
      .execute();
  });
  return id;
}

it('S8: no password, second factor, recovery code or role of before comes back with an older copy', async () => {
  const [changed, forgetful, demoted, promoted] = [
    await addMember(test, owner, 'staff'),
    await addMember(test, owner, 'staff'),
    await addMember(test, owner, 'owner'),
    await addMember(test, owner, 'staff'),
  ];
  const [withApp, withoutApp, withPasskey, untouched] = [
    await addMember(test, owner, 'staff'),
    await addMember(test, owner, 'staff'),
    await addMember(test, owner, 'staff'),
    await addMember(test, owner, 'staff'),
  ];
  const app = await enrol(withApp);
  await enrol(withoutApp);
  const passkeyId = await givePasskey(withPasskey);

  const passwords = await loseAllSince(async () => {
    expect((await changed.call('POST', '/account/password', { password: NEW_PASSWORD })).status).toBe(204);
    const link = await test.server.services.accounts.makeResetLink(forgetful.me.email, false);
    const redemption = { token: link?.url.split('#')[1], password: NEW_PASSWORD };
    expect(await new TestBrowser(test.url).try('POST', '/recoveries/redemption', redemption)).toEqual([204, undefined]);
    await owner.call('PATCH', `/people/${demoted.me.accountId}`, { role: 'manager' });
    await owner.call('PATCH', `/people/${demoted.me.accountId}`, { role: 'staff' });
    await owner.call('PATCH', `/people/${promoted.me.accountId}`, { role: 'auditor' });
    expect(await signIn(withApp, { code: app.recovery[0] ?? '' })).toEqual(IN);
    expect((await withoutApp.call('DELETE', '/account/totp')).status).toBe(204);
    expect((await withPasskey.call('DELETE', `/account/passkeys/${passkeyId}`)).status).toBe(204);
    // A second factor that the copy knows nothing of: without it the password of then would be enough.
    await enrol(owner);
  });

  expect(passwords).toEqual([changed, forgetful, owner].map(({ me }) => me.email).toSorted());
  for (const person of [changed, forgetful, owner]) {
    expect(await signIn(person)).toEqual(WRONG);
    expect(await signIn(person, { password: '' })).toEqual([400, 'invalid-input']);
  }
  for (const person of [withoutApp, withPasskey, untouched]) expect(await signIn(person)).toEqual(IN);
  test.now += 30_000;
  expect(await signIn(withApp, { code: app.recovery[0] ?? '' })).toEqual([401, 'wrong-code']);
  expect(await signIn(withApp, { code: app.recovery[1] ?? '' })).toEqual(IN);
  expect(await signIn(withApp, { code: app.code() })).toEqual(IN);

  // A link leads back in, and stays good over the next start.
  const link = await test.server.services.accounts.makeResetLink(owner.me.email, false);
  const browser = new TestBrowser(test.url);
  const redemption = { token: link?.url.split('#')[1], password: NEW_PASSWORD };
  expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([204, undefined]);
  await start('new');
  const again = new TestBrowser(test.url);
  const credentials = { email: owner.me.email, password: NEW_PASSWORD };
  expect(await again.try('POST', '/sessions', credentials)).toEqual(IN);
  const { members } = await again.read<People>('GET', '/people');
  const roleOf = (person: Owner) => members.find(({ accountId }) => accountId === person.me.accountId)?.role;
  expect([demoted, promoted, untouched].map(roleOf)).toEqual(['staff', 'auditor', 'staff']);
  const applied = await test.server.services.store.read
    .selectFrom('audit')
    .select('details_json')
    .where('action', '=', 'revocations.applied')
    .execute();
  // Passkey, app with its ten codes, a used code, three passwords, two roles: once, and not at the next start.
  expect(applied).toEqual([{ details_json: '{"count":18}' }]);
});

it('S8: no webhook that was removed, turned off or given another secret tells anybody anything again', async () => {
  const make = async (path: string): Promise<string> => {
    const input = { url: `https://nhan.example.vn/${path}`, events: ['visit.arrived'] };
    return ((await (await owner.call('POST', '/webhooks', input)).json()) as WebhookSecret).webhook.id;
  };
  const [removed, rotated, off, untouched] = [await make('a'), await make('b'), await make('c'), await make('d')];
  await loseAllSince(async () => {
    expect((await owner.call('DELETE', `/webhooks/${removed}`)).status).toBe(204);
    expect((await owner.call('POST', `/webhooks/${rotated}/secret`)).status).toBe(200);
    expect((await owner.call('PATCH', `/webhooks/${off}`, { enabled: false })).status).toBe(200);
  });
  const browser = new TestBrowser(test.url);
  await browser.read('POST', '/sessions', { email: owner.me.email, password: PASSWORD });
  const standing = async () => {
    const { webhooks } = await browser.read<{ webhooks: Webhook[] }>('GET', '/webhooks');
    return new Map(webhooks.map(({ id, disabledWhy, formerUntil }) => [id, [disabledWhy, formerUntil]]));
  };
  expect(await standing()).toEqual(
    new Map([
      [rotated, ['restored', null]],
      [off, ['person', null]],
      [untouched, [null, null]],
    ]),
  );
  // The old secret tells nothing, however often it is turned on; a new one does, and the old one signs no longer.
  await browser.read('PATCH', `/webhooks/${rotated}`, { enabled: true });
  expect((await standing()).get(rotated)).toEqual(['restored', null]);
  await browser.read('POST', `/webhooks/${rotated}/secret`);
  expect((await standing()).get(rotated)).toEqual(['person', null]);
  await browser.read('PATCH', `/webhooks/${rotated}`, { enabled: true });
  await start('new');
  const after = new TestBrowser(test.url);
  await after.read('POST', '/sessions', { email: owner.me.email, password: PASSWORD });
  const { webhooks } = await after.read<{ webhooks: Webhook[] }>('GET', '/webhooks');
  expect(webhooks.find(({ id }) => id === rotated)?.disabledWhy).toBeNull();
});
