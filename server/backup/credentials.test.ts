import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base32 } from '@scure/base';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { People, TotpEnrolment } from '#shared/contract/portal-account.ts';
import type { Webhook, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import type { Officers } from '#shared/contract/portal-ward.ts';
import type { WardCase } from '#shared/contract/portal-ward-cases.ts';
import { mintId } from '#shared/domain/ids.ts';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { stepAt, totpAtStep } from '../accounts/totp.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
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

it('S8, D5: a venue that a ward has closed stays closed, and one it has opened again stays open', async () => {
  const [own] = await findCommunes(test);
  const ward = await appointOfficer(test, 'ward-officer', own);
  const listCases = async (by: Officer): Promise<WardCase[]> =>
    ((await (await by.call('GET', '/ward/cases')).json()) as { cases: WardCase[] }).cases;
  const find = async (by: Officer, { venueId }: Owner) => (await listCases(by)).find((one) => one.venueId === venueId);
  const raise = async ({ venueId }: Owner): Promise<void> => {
    const dispute = { venueId, kind: 'wrong-address', text: 'Đến nơi không thấy cơ sở này.' };
    expect((await ward.call('POST', '/ward/cases', dispute)).status).toBe(201);
  };
  const close = async (shop: Owner): Promise<void> => {
    const closing = { caseId: (await find(ward, shop))?.id, reason: 'not-there', text: 'Đã đến hai lần.' };
    expect((await ward.call('POST', '/ward/closures', closing)).status).toBe(201);
  };
  const undo = async (shop: Owner): Promise<void> => {
    const id = (await find(ward, shop))?.closure?.id;
    expect((await ward.call('POST', '/ward/closures/undo', { id })).status).toBe(200);
  };
  const [closed, opened, back, untouched] = [
    await registerOwner(test.url),
    await registerOwner(test.url),
    await registerOwner(test.url),
    await registerOwner(test.url),
  ];
  for (const shop of [closed, opened, back, untouched]) await raise(shop);
  await close(opened);
  await close(untouched);
  await loseAllSince(async () => {
    await close(closed);
    await undo(opened);
    await close(back);
    await undo(back);
  });
  const standing = async (shop: Owner) => {
    const venue = test.server.services.store.read.selectFrom('venues').select('closed_at as closedAt');
    const { closedAt } = await venue.where('id', '=', shop.venueId).executeTakeFirstOrThrow();
    const rows = test.server.services.store.read
      .selectFrom('venue_closures')
      .select(['reason', 'undone_at as undoneAt']);
    const cases = test.server.services.store.read.selectFrom('ward_cases').select('state');
    return {
      isClosed: closedAt !== null,
      closures: (await rows.where('venue_id', '=', shop.venueId).execute()).map(({ undoneAt }) => undoneAt === null),
      cases: (await cases.where('venue_id', '=', shop.venueId).execute()).map(({ state }) => state),
    };
  };
  const asExpected = async (): Promise<void> => {
    const isClosed = { isClosed: true, closures: [true], cases: ['answered'] };
    expect(await standing(closed)).toEqual(isClosed);
    expect(await standing(untouched)).toEqual(isClosed);
    expect(await standing(opened)).toEqual({ isClosed: false, closures: [false], cases: ['open'] });
    expect(await standing(back)).toEqual({ isClosed: false, closures: [], cases: ['open'] });
  };
  await asExpected();
  await start('new');
  await asExpected();
  const trail = await test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'subject'])
    .where('actor', '=', 'system')
    .where('action', 'like', 'ward-venue.%')
    .orderBy('action')
    .execute();
  expect(trail).toEqual([
    { action: 'ward-venue.closed', subject: `venue:${closed.venueId}` },
    { action: 'ward-venue.reopened', subject: `venue:${opened.venueId}` },
  ]);
});

it('S8: no officer is invited again by an older copy', async () => {
  const [own] = await findCommunes(test);
  const city = await appointOfficer(test, 'city-officer', '46');
  const invite = async (): Promise<string> => {
    const made = await city.call('POST', '/ward/invitations', { role: 'ward-officer', units: [own], label: 'Chị Lan' });
    expect(made.status).toBe(201);
    return ((await made.json()) as { url: string }).url.split('#')[1] ?? '';
  };
  const known = (token: string) => new TestBrowser(test.url).try('POST', '/ward/invitation-details', { token });
  const [revoked, open] = [await invite(), await invite()];
  expect([(await known(revoked))[0], (await known(open))[0]]).toEqual([200, 200]);
  await loseAllSince(async () => {
    const { invitations } = (await (await city.call('GET', '/ward/officers')).json()) as Officers;
    expect(invitations.length).toBe(2);
    expect((await city.call('POST', '/ward/invitations/withdrawal', { id: invitations[0]?.id })).status).toBe(204);
    const found = [await known(revoked), await known(open)].map(([status]) => status);
    expect(new Set(found)).toEqual(new Set([200, 404]));
  });
  // Which of them was taken back since, nobody can tell: all are void, and are sent anew.
  for (const token of [revoked, open]) expect((await known(token))[0]).toBe(404);
  const left = await test.server.services.store.read.selectFrom('officer_invitations').select('id').execute();
  expect(left).toEqual([]);
});
