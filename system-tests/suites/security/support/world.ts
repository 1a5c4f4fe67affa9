import { randomBytes, randomUUID } from 'node:crypto';
import type { Route } from '#server/http/define-route.ts';
import { createRoutes } from '#server/routes.ts';
import type { SimulatedKiosk } from '#server/sync/simulated-kiosk.ts';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { API_SCOPES, type NewApiToken } from '#shared/contract/portal-integrations.ts';
import { posterChoicesSchema } from '#shared/contract/portal-posters.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { toDraft } from '#shared/domain/declaration-draft.ts';
import { type AccountId, mintId } from '#shared/domain/ids.ts';
import { officerRoleSchema, organisationRoleSchema, type Role } from '#shared/domain/roles.ts';
import { hashPassword } from '../../../../server/accounts/password.ts';
import { findCommunes } from '../../../../server/testing/officer.ts';
import { findPosterCode, openPoster } from '../../../../server/testing/phone.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../../../../server/testing/test-server.ts';

/** One organisation with something of everything. */
export interface Tenant {
  readonly owner: Owner;
  /** By role; the owner among them. */
  readonly people: ReadonlyMap<Role, Owner>;
  readonly kiosk: SimulatedKiosk;
  readonly organisationId: string;
  /** Of another program, with every right. */
  readonly token: string;
  /** Name of a path's parameter -> the tenant's own thing. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface World {
  readonly test: TestServer;
  readonly url: string;
  readonly routes: readonly Route[];
  readonly ours: Tenant;
  readonly theirs: Tenant;
  /** Officers and the admin: of no organisation. Role -> cookie. */
  readonly others: ReadonlyMap<Role, string>;
}

/** A real server with two organisations that have something of everything. */
export async function plantWorld(): Promise<World> {
  const test = await startTestServer({ logLevel: 'silent', publicUrl: 'https://checkin.example.vn' });
  const routes = createRoutes(test.server.services);
  const [ours, theirs] = [await plantTenant(test), await plantTenant(test)];
  const unit = await partUnits(test, ours, theirs);
  return { test, url: test.url, routes, ours, theirs, others: await plantOthers(test, unit) };
}

/** @returns a new organisation, its owner signed in just now. */
export async function plantTenant(test: TestServer): Promise<Tenant> {
  const owner = await registerOwner(test.url);
  const people = new Map<Role, Owner>([['owner', owner]]);
  for (const role of organisationRoleSchema.exclude(['owner']).options) {
    people.set(role, await addMember(test, owner, role));
  }
  const kiosk = await pairKiosk(test, owner);
  const code = await findPosterCode(owner);
  const organisationId = owner.me.organisation?.id ?? '';
  const visitId = await plantVisits(test, kiosk, code);
  const { card } = await post<{ card: { id: string } }>(owner, `/venues/${owner.venueId}/staff-cards`, {
    label: 'Lan',
  });
  const day = test.server.services.clock.today();
  const order = { from: day, to: day, format: 'csv', reveal: false, language: 'vi' };
  const ticket = await post<{ id: string }>(owner, `/venues/${owner.venueId}/exports`, order);
  const { id: sessionId } = await test.server.services.store.read
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', owner.me.accountId)
    .executeTakeFirstOrThrow();
  const ids = {
    ...{ venueId: owner.venueId, entranceId: owner.entranceId, kioskId: kiosk.paired.kioskId, visitId },
    ...{ staffCardId: card.id, exportId: ticket.id, code, accountId: people.get('staff')?.me.accountId ?? '' },
    ...{ sessionId, passkeyId: await plantPasskey(test, owner) },
    invitationId: await plantInvitation(test, owner),
    importId: await plantImport(owner),
    posterJobId: await plantPosterJob(owner),
    ...(await plantDataThings(owner)),
    ...{ noticeId: await plantNotice(test, owner), version: await plantDeclaration(owner) },
  };
  const { token, info } = await post<NewApiToken>(owner, '/api-tokens', {
    label: 'Kế toán',
    scopes: API_SCOPES,
    days: 30,
  });
  return { owner, people, kiosk, organisationId, token, ids: { ...ids, tokenId: info.id } };
}

/** A request about personal data, an incident, and a webhook that something waits for. */
async function plantDataThings(owner: Owner): Promise<Record<string, string>> {
  const asker = { identityCheck: 'known', name: 'Lê Thị Hỏi', contact: '0900 000 000' };
  const request = { kind: 'access', channel: 'counter', ...asker };
  const { id: requestId } = await post<{ id: string }>(owner, '/rights-requests', request);
  const window = { from: Date.now() - 3_600_000, until: Date.now() + 3_600_000 };
  const incident = { kind: 'other', noticedAt: Date.now(), window };
  const { id: incidentId } = await post<{ id: string }>(owner, '/incidents', incident);
  const hook = { url: 'https://hooks.example.com/x', events: ['visit.arrived'] };
  const { webhook } = await post<{ webhook: { id: string } }>(owner, '/webhooks', hook);
  await owner.call('PATCH', `/webhooks/${webhook.id}`, { enabled: false });
  await post(owner, `/webhooks/${webhook.id}/test`, undefined);
  const listed = await owner.call('GET', `/webhooks/${webhook.id}/deliveries`);
  const { deliveries } = (await listed.json()) as { deliveries: { id: string }[] };
  return { requestId, incidentId, webhookId: webhook.id, deliveryId: deliveries[0]?.id ?? '' };
}

/** One by the poster, one at the kiosk, and one who was told to see the staff. @returns the last one's id. */
async function plantVisits(test: TestServer, kiosk: SimulatedKiosk, code: string): Promise<string> {
  const phone = await openPoster(test.url, code, test.now);
  const sent = await phone.send(phone.request());
  if (!sent.ok) throw new Error(await sent.text());
  const { questions } = kiosk.paired.down;
  const health = {
    v: 1,
    questionsVersion: questions.version,
    language: 'vi',
    answers: answerNoToAll(questions),
  } as const;
  const contact = { v: 1, name: 'Trần Văn Đức', phone: '+84905123456' } as const;
  const welcome = await kiosk.makeRecord({ contact, health });
  const called = await kiosk.makeEvent({ contact, health, change: { verdict: 'see-staff' } });
  const answer = await kiosk.exchange([welcome, kiosk.toRecord(called)]);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return called.id;
}

/** The posters of the owner's own venue in one file. */
async function plantPosterJob(owner: Owner): Promise<string> {
  const choices = posterChoicesSchema.parse({});
  return (await post<{ id: string }>(owner, '/poster-jobs', { venueIds: [owner.venueId], choices, file: 'pdf' })).id;
}

/** A file that was looked at and waits. */
async function plantImport(owner: Owner): Promise<string> {
  const file = 'Tên,Loại,Địa chỉ,Phường\nQuán Cơm Hến,shop,17 Hàn Mặc Tử,Vỹ Dạ\n';
  const content = Buffer.from(file).toString('base64');
  return (await post<{ import: { id: string } }>(owner, '/imports', { content })).import.id;
}

async function plantPasskey({ server, now }: TestServer, owner: Owner): Promise<string> {
  const id = randomUUID();
  const made = { created_at: now, last_used_at: null, counter: 0, transports_json: '[]' };
  const key = { credential_id: `planted-${id}`, public_key: randomBytes(32), name: 'Điện thoại' };
  await server.services.store.transact((tx) =>
    tx
      .insertInto('passkeys')
      .values({ id, account_id: owner.me.accountId, ...made, ...key })
      .execute(),
  );
  return id;
}

async function plantNotice({ now }: TestServer, owner: Owner): Promise<string> {
  const text = { vi: 'Mời rửa tay', en: 'Please wash your hands' };
  const { id } = await post<{ id: string }>(owner, '/notices', { text, startsAt: now, endsAt: null, venueIds: [] });
  return id;
}

/** @returns the number of a declaration that is the organisation's own. */
async function plantDeclaration(owner: Owner): Promise<string> {
  const before = (await (await owner.call('GET', '/declaration')).json()) as { current: QuestionSet };
  const content = toDraft(before.current);
  await owner.call('PATCH', '/declaration/draft', { content, revision: 0 });
  const { current } = await post<{ current: QuestionSet }>(owner, '/declaration/publication', { revision: 1 });
  // Something is being written again.
  await owner.call('PATCH', '/declaration/draft', { content, revision: 0 });
  return String(current.version);
}

async function plantInvitation({ server, now }: TestServer, owner: Owner): Promise<string> {
  const { accountId, organisation } = owner.me;
  if (!organisation) throw new Error('no organisation');
  const id = randomUUID();
  const made = { created_by: accountId, created_at: now, expires_at: now + 86_400_000, used_at: null };
  const whom = { organisation_id: organisation.id, role: 'staff', label: 'Chị Lan' } as const;
  await server.services.store.transact((tx) =>
    tx
      .insertInto('invitations')
      .values({ id, token_hash: randomBytes(32), ...whom, ...made })
      .execute(),
  );
  return id;
}

async function post<T>(owner: Owner, path: string, body: unknown): Promise<T> {
  const response = await owner.call('POST', path, body);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The other organisation's venue lies in another commune. @returns the commune of ours, for officers to be of. */
async function partUnits(test: TestServer, ours: Tenant, theirs: Tenant): Promise<string> {
  const [own, other] = await findCommunes(test);
  await test.server.services.store.transact(async (tx) => {
    const move = (tenant: Tenant, commune_code: string) =>
      tx.updateTable('venues').set({ commune_code }).where('id', '=', tenant.owner.venueId).execute();
    await move(ours, own);
    await move(theirs, other);
  });
  return own;
}

async function plantOthers(test: TestServer, unit: string): Promise<ReadonlyMap<Role, string>> {
  const password_hash = await hashPassword(PASSWORD);
  const cookies = new Map<Role, string>();
  for (const role of [...officerRoleSchema.options, 'admin'] as const) {
    const id = mintId<AccountId>();
    const [email, created_at] = [`${role}@hue.example`, test.now];
    const account = { id, email, name: role, password_hash, language: 'vi', created_at } as const;
    await test.server.services.store.transact(async (tx) => {
      const admin_at = role === 'admin' ? created_at : null;
      await tx
        .insertInto('accounts')
        .values({ ...account, admin_at })
        .execute();
      if (role === 'admin') return;
      await tx.insertInto('officer_roles').values({ account_id: id, unit_code: unit, role, created_at }).execute();
    });
    cookies.set(role, await signIn(test, email));
  }
  return cookies;
}

async function signIn(test: TestServer, email: string): Promise<string> {
  const response = await fetch(`${test.url}${PORTAL_API}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status}`);
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}
