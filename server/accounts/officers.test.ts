import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OneTimeLink } from '#shared/contract/portal-account.ts';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import type { Officers, Ward } from '#shared/contract/portal-ward.ts';
import { applyRevocations } from '../backup/apply-revocations.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import {
  cookieOf,
  PASSWORD,
  registerOwner,
  sessionOf,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let own: string;
let other: string;
let city: Officer;
let ward: Officer;
beforeAll(async () => {
  test = await startTestServer();
  [own, other] = await findCommunes(test);
  city = await appointOfficer(test, 'city-officer', '46');
  ward = await appointOfficer(test, 'ward-officer', own);
});
afterAll(() => test.close());

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${test.url}${PORTAL_API}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify(body),
  });
const invite = (by: Officer, role: string, ...units: string[]) =>
  by.call('POST', '/ward/invitations', { role, units, label: 'Chị Lan' });
const tokenOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(201);
  return ((await response.json()) as OneTimeLink).url.split('#')[1] ?? '';
};
const accept = (token: string, email: string) =>
  post('/ward/invitation-acceptances', { token, name: 'Lê Thị Lan', email, password: PASSWORD, language: 'vi' });
const listed = async (by: Officer) => (await (await by.call('GET', '/ward/officers')).json()) as Officers;

describe('officers', () => {
  it('are invited by the unit above, for units of its own, into the offices below', async () => {
    expect((await invite(ward, 'ward-officer', own)).status).toBe(403);
    expect((await invite(ward, 'volunteer', other)).status).toBe(403);
    expect((await invite(city, 'city-officer', '46')).status).toBe(403);
    expect((await invite(city, 'ward-officer', '79')).status).toBe(403);
    expect((await invite(city, 'health-officer', own)).status).toBe(403);
    const token = await tokenOf(await invite(city, 'ward-officer', own, other));
    const details = await (await post('/ward/invitation-details', { token })).json();
    expect(details).toMatchObject({ role: 'ward-officer', units: [{ code: own }, { code: other }] });
  });

  it('make their account by the link, once, and land in their office', async () => {
    const token = await tokenOf(await invite(ward, 'volunteer', own));
    const accepted = await accept(token, 'lan@hue.example');
    expect(accepted.status).toBe(201);
    expect(await accepted.clone().json()).toMatchObject({ role: 'volunteer', organisation: null });
    const lan = sessionOf(test.url, cookieOf(accepted));
    const seen = (await (await lan.call('GET', '/ward')).json()) as Ward;
    expect(seen).toMatchObject({ role: 'volunteer', communes: [{ code: own }] });
    expect((await lan.call('GET', '/ward/board')).status).toBe(403);
    expect((await accept(token, 'lan2@hue.example')).status).toBe(409);
    expect((await listed(ward)).officers.map(({ email }) => email)).toContain('lan@hue.example');
  });

  it('are out at once when they are removed, with the links they made, and stay out of an older copy', async () => {
    const helper = await appointOfficer(test, 'ward-officer', other);
    const token = await tokenOf(await invite(helper, 'volunteer', other));
    const remove = (by: Officer, accountId: string) => by.call('POST', '/ward/officers/removal', { accountId });
    expect((await remove(ward, helper.accountId)).status).toBe(404);
    expect((await remove(ward, city.accountId)).status).toBe(404);
    const { store, keys, clock } = test.server.services;
    const before = await store.read
      .selectFrom('officer_roles')
      .selectAll()
      .where('account_id', '=', helper.accountId)
      .execute();
    const links = await store.read
      .selectFrom('officer_invitations')
      .selectAll()
      .where('created_by', '=', helper.accountId)
      .execute();
    expect((await remove(city, helper.accountId)).status).toBe(200);
    expect((await helper.call('GET', '/me').catch(() => ({ status: 401 }))).status).toBe(401);
    expect((await post('/ward/invitation-details', { token })).status).toBe(404);
    await store.transact((tx) => tx.insertInto('officer_roles').values(before).execute());
    await store.transact((tx) => tx.insertInto('officer_invitations').values(links).execute());
    expect(await applyRevocations({ store, keys, clock })).toBe(1);
    const after = await store.read
      .selectFrom('officer_roles')
      .selectAll()
      .where('account_id', '=', helper.accountId)
      .execute();
    expect(after).toEqual([]);
    expect(links).toHaveLength(1);
    expect((await post('/ward/invitation-details', { token })).status).toBe(404);
    expect((await accept(token, 'back@hue.example')).status).toBe(404);
  });

  it('act no more from the moment they are removed', async () => {
    const helper = await appointOfficer(test, 'ward-officer', other);
    const volunteer = await appointOfficer(test, 'volunteer', other);
    const { officers } = test.server.services.accounts;
    const by = { accountId: helper.accountId, role: 'ward-officer', unitCodes: [other] } as const;
    const above = { accountId: city.accountId, role: 'city-officer', unitCodes: ['46'] } as const;
    // In this order, and those behind it before it is done.
    const acts = [
      officers.remove(above, helper.accountId),
      officers.remove(by, volunteer.accountId),
      officers.invite(by, { role: 'volunteer', units: [other], label: 'Chị Lan' }),
    ];
    const refused = { ok: false, error: 'not-allowed' };
    expect(await Promise.all(acts)).toEqual([{ ok: true, value: undefined }, refused, refused]);
  });

  it('are appointed and dismissed at the machine; whoever is of a business is not', async () => {
    const { officers } = test.server.services.accounts;
    const owner = await registerOwner(test.url);
    const appointment = { role: 'ward-officer', units: [own], label: 'x' } as const;
    expect(await officers.appoint(owner.me.email, appointment)).toEqual({ ok: false, error: 'is-member' });
    expect(await officers.appoint('new@hue.example', { ...appointment, units: ['00000'] })).toEqual({
      ok: false,
      error: 'unknown-unit',
    });
    const link = await officers.appoint('new@hue.example', appointment);
    if (!link.ok || !link.value) throw new Error('no link');
    expect((await accept(link.value.url.split('#')[1] ?? '', 'new@hue.example')).status).toBe(201);
    expect(await officers.appoint('new@hue.example', { ...appointment, units: [other] })).toEqual({
      ok: true,
      value: null,
    });
    const units = (await officers.listAll()).filter(({ email }) => email === 'new@hue.example');
    expect(units.map(({ unitCode }) => unitCode).toSorted()).toEqual([own, other].toSorted());
    expect(await officers.dismiss('new@hue.example')).toBe(true);
    expect(await officers.dismiss('new@hue.example')).toBe(false);
  });
});
