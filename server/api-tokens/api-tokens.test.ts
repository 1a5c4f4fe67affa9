import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_SCOPES, type ApiScope, type NewApiToken } from '#shared/contract/portal-integrations.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { applyRevocations } from '../backup/apply-revocations.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const make = async (scopes: readonly ApiScope[] = API_SCOPES): Promise<NewApiToken> => {
  const response = await owner.call('POST', '/api-tokens', { label: 'Phần mềm kế toán', scopes, days: 30 });
  expect(response.status).toBe(201);
  return (await response.json()) as NewApiToken;
};
const ask = (token: string, path: string, init: RequestInit = {}) =>
  fetch(`${test.url}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

describe('a token', () => {
  it('is shown once, kept as a hash, and opens what it is for, of its own organisation', async () => {
    const { token, info } = await make();
    expect(token).toMatch(/^vci_[A-Za-z0-9_-]{43}$/);
    const rows = await test.server.services.store.read.selectFrom('api_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token.slice(4));
    expect(await (await owner.call('GET', '/api-tokens')).text()).not.toContain(token);
    const kiosk = await pairKiosk(test, owner);
    await kiosk.exchange([await kiosk.makeRecord({ contact: { v: 1, name: 'Trần Thị Kín', phone: '+84912999888' } })]);
    expect(await (await ask(token, '/venues')).json()).toMatchObject({ venues: [{ id: owner.venueId }] });
    expect(await (await ask(token, `/venues/${owner.venueId}/figures`)).json()).toMatchObject({ arrived: 1 });
    const visits = await (await ask(token, `/venues/${owner.venueId}/visits`)).text();
    expect(JSON.parse(visits)).toMatchObject({ visits: [{ maskedName: 'T. T. Kín' }] });
    expect(visits).not.toContain('Trần Thị Kín');
    const trail = await (await owner.call('GET', '/audit?group=reads')).json();
    expect(trail).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ action: 'api.read', actor: expect.objectContaining({ kind: 'token' }) }),
      ]),
    });
    const theirs = await registerOwner(test.url);
    expect((await ask(token, `/venues/${theirs.venueId}/visits`)).status).toBe(404);
    expect(info.tail).toBe(token.slice(-4));
  });

  it('opens nothing that it is not for, nor what people sign in for', async () => {
    const { token } = await make(['read-figures']);
    expect((await ask(token, '/venues')).status).toBe(403);
    expect((await ask(token, `/venues/${owner.venueId}/figures`)).status).toBe(200);
    const portal = await fetch(`${test.url}/api/portal/v1/venues`, { headers: { authorization: `Bearer ${token}` } });
    expect(portal.status).toBe(401);
  });

  it.each(['', 'vci_', `vci_${'A'.repeat(43)}`, 'Basic x'])(
    'that is none, %j, opens nothing; nor does a session',
    async (token) => {
      expect((await ask(token, '/venues')).status).toBe(401);
      const session = await fetch(`${test.url}/api/v1/venues`, { headers: { cookie: owner.cookie } });
      expect(session.status).toBe(401);
    },
  );

  it('ends when it is revoked, also in an older copy of the database', async () => {
    const { token, info } = await make();
    expect((await owner.call('DELETE', `/api-tokens/${info.id}`)).status).toBe(204);
    expect((await ask(token, '/venues')).status).toBe(401);
    const { store, keys, clock } = test.server.services;
    await store.transact(async (tx) => {
      await tx.updateTable('api_tokens').set({ revoked_at: null }).where('id', '=', info.id).execute();
    });
    expect((await ask(token, '/venues')).status).toBe(401);
    expect(await applyRevocations({ store, keys, clock })).toBe(1);
  });

  it('is made and seen by owners alone, and ends by itself', async () => {
    const manager = await addMember(test, owner, 'manager');
    expect((await manager.call('GET', '/api-tokens')).status).toBe(403);
    const { token } = await make();
    test.now += 30 * DAY_MS;
    expect((await ask(token, '/venues')).status).toBe(401);
  });
});
