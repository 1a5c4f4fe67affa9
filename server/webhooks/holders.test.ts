import { afterAll, beforeAll, expect, it } from 'vitest';
import type { People } from '#shared/contract/portal-account.ts';
import type { ApiToken, Webhook, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
let leaving: Owner;
beforeAll(async () => {
  test = await startTestServer({ webhooksToPrivate: true });
  owner = await registerOwner(test.url);
  leaving = await addMember(test, owner, 'owner');
});
afterAll(() => test.close());

const read = async <T>(who: Owner, path: string): Promise<T> => (await (await who.call('GET', path)).json()) as T;
const people = (): Promise<People> => read(owner, '/people');
const listWebhooks = async (): Promise<Webhook[]> => (await read<{ webhooks: Webhook[] }>(owner, '/webhooks')).webhooks;
const make = async (who: Owner): Promise<WebhookSecret> => {
  const made = await who.call('POST', '/webhooks', { url: 'http://127.0.0.1:9/', events: ['visit.arrived'] });
  return (await made.json()) as WebhookSecret;
};

it('webhooks stay when who made them leaves, and every owner sees whose secret it was until there is another', async () => {
  const { webhook } = await make(leaving);
  const own = await make(owner);
  const token = { label: 'Kế toán', scopes: ['read-venues'], days: 30 };
  await leaving.call('POST', '/api-tokens', token);
  const { accountId, name } = leaving.me;
  expect((await people()).members.find((member) => member.accountId === accountId)?.webhooks).toBe(1);
  expect(webhook).toMatchObject({ createdBy: name, knownTo: null });
  expect((await people()).webhooksKnown).toBe(0);

  expect((await owner.call('DELETE', `/people/${accountId}`)).status).toBe(204);
  const left = await listWebhooks();
  expect(left.find(({ id }) => id === webhook.id)).toMatchObject({ createdBy: name, knownTo: name, disabledAt: null });
  expect(left.find(({ id }) => id === own.webhook.id)).toMatchObject({ knownTo: null });
  expect((await people()).webhooksKnown).toBe(1);
  const { tokens } = await read<{ tokens: ApiToken[] }>(owner, '/api-tokens');
  expect(tokens.map(({ revokedAt }) => revokedAt !== null)).toEqual([true]);

  expect((await owner.call('POST', `/webhooks/${webhook.id}/secret`)).status).toBe(200);
  expect((await listWebhooks()).find(({ id }) => id === webhook.id)).toMatchObject({ createdBy: name, knownTo: null });
  expect((await people()).webhooksKnown).toBe(0);
});

it('there are as many webhooks and tokens as an organisation may have, though more are made at once', async () => {
  const { me } = await registerOwner(test.url);
  const organisationId = me.organisation?.id as OrganisationId;
  const { webhooks, apiTokens } = test.server.services;
  const together = <T>(times: number, work: () => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: times }, work));
  const webhook = { url: 'http://127.0.0.1:9/', events: ['visit.arrived' as const] };
  const made = await together(30, () => webhooks.create(organisationId, webhook, me.accountId));
  expect(made.filter(({ ok }) => ok)).toHaveLength(20);
  const token = { label: 'x', scopes: ['read-venues' as const], days: 30 as const };
  const tokens = await together(60, () => apiTokens.create(organisationId, token, me.accountId));
  expect(tokens.filter((one) => one !== null)).toHaveLength(50);
});

it('and so does everybody who is an owner no longer', async () => {
  const other = await addMember(test, owner, 'owner');
  const { webhook } = await make(other);
  const changed = await owner.call('PATCH', `/people/${other.me.accountId}`, { role: 'staff' });
  expect(((await changed.json()) as People).webhooksKnown).toBe(1);
  expect((await listWebhooks()).find(({ id }) => id === webhook.id)?.knownTo).toBe(other.me.name);
});
