import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CSRF_HEADER,
  type Me,
  PORTAL_API,
  type Registration,
  registrationResultSchema,
} from '#shared/contract/portal-api.ts';
import { type AccountId, type EntranceId, mintId, type VenueId } from '#shared/domain/ids.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import { hashPassword } from '../accounts/password.ts';
import { type Config, DEFAULT_CONFIG } from '../config/config.ts';
import { createServer, type Server } from '../create-server.ts';
import { peekSqlite } from '../store/sqlite-connection.ts';
import { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { listWrongCounts } from './wrong-counts.ts';

/** A real server on a free port with a folder of its own, removed by `close`. */
export interface TestServer {
  readonly server: Server;
  readonly url: string;
  readonly dataDir: string;
  /** Its time; starts at the real one. */
  now: number;
  close(): Promise<void>;
}

export async function startTestServer({
  now = Date.now(),
  ...settings
}: Partial<Config> & { readonly now?: number } = {}): Promise<TestServer> {
  const dataDir = settings.dataDir ?? mkdtempSync(join(tmpdir(), 'venue-server-'));
  const test = { now };
  const config: Config = { ...DEFAULT_CONFIG, port: 0, logLevel: 'error', rateFactor: 1_000, ...settings, dataDir };
  const created = await createServer(config, () => test.now);
  if (!created.ok) throw new Error(created.error);
  const server = created.value;
  const listened = await server.listen();
  if (!listened.ok) throw new Error(listened.error);
  return Object.assign(test, {
    server,
    url: server.url(),
    dataDir,
    async close() {
      await server.close();
      // Whatever the test did, figures must say what visits do.
      const wrong = peekSqlite(join(dataDir, 'server.db'), listWrongCounts) ?? [];
      if (wrong.length > 0) throw new Error(`kept counts are wrong: ${JSON.stringify(wrong.slice(0, 5))}`);
      if (settings.dataDir === undefined) rmSync(dataDir, { recursive: true });
    },
  });
}

/** Somebody signed in, with a venue of their own. */
export interface Owner {
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly me: Me;
  /** Of the session; another one after every proof of who it is. */
  readonly cookie: string;
  /** Calls the portal's API with the session, and proves anew who it is where that is asked for. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
}

export const PASSWORD = 'mot mat khau dai';

let owners = 0;

export async function registerOwner(url: string): Promise<Owner> {
  owners += 1;
  const registration: Registration = {
    organisationName: `Chợ Đông Ba ${owners}`,
    owner: { name: 'Nguyễn Thị Hương', email: `owner${owners}@example.vn`, password: PASSWORD },
    venue: {
      name: 'Chợ Đông Ba',
      type: 'market',
      address: { line: '2 Trần Hưng Đạo', communeCode: await findCommune(url) },
      entrances: ['Cổng chính'],
    },
    language: 'vi',
  };
  const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1' };
  const response = await fetch(`${url}${PORTAL_API}/registrations`, {
    method: 'POST',
    headers,
    body: JSON.stringify(registration),
  });
  if (!response.ok) throw new Error(`registration: ${response.status} ${await response.text()}`);
  const cookie = cookieOf(response);
  const { venue, me } = registrationResultSchema.parse(await response.json());
  const entranceId = venue.entrances[0]?.id;
  if (!entranceId) throw new Error('no entrance');
  return Object.assign(sessionOf(url, cookie), { venueId: venue.id, entranceId, me });
}

/** Somebody else of the same organisation, signed in. */
export async function addMember(test: TestServer, owner: Owner, role: OrganisationRole): Promise<Owner> {
  owners += 1;
  const id = mintId<AccountId>();
  const email = `${role}${owners}@example.vn`;
  const organisationId = owner.me.organisation?.id;
  if (!organisationId) throw new Error('no organisation');
  const password_hash = await hashPassword(PASSWORD);
  await test.server.services.store.transact(async (tx) => {
    const account = {
      id,
      email,
      name: `Lê Văn ${owners}`,
      password_hash,
      language: 'vi',
      created_at: test.now,
    } as const;
    await tx.insertInto('accounts').values(account).execute();
    const membership = { account_id: id, organisation_id: organisationId, role, created_at: test.now };
    await tx.insertInto('memberships').values(membership).execute();
  });
  const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1' };
  const body = JSON.stringify({ email, password: PASSWORD });
  const response = await fetch(`${test.url}${PORTAL_API}/sessions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  const cookie = cookieOf(response);
  const me = (await response.json()) as Me;
  const { venueId, entranceId } = owner;
  return Object.assign(sessionOf(test.url, cookie), { venueId, entranceId, me });
}

export const cookieOf = (response: Response): string => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** A session as the portal keeps one: it proves anew who it is when asked to, and goes on under the new cookie. */
export function sessionOf(url: string, first: string): Pick<Owner, 'cookie' | 'call'> {
  let cookie = first;
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${url}${PORTAL_API}${path}`, {
      method,
      headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1', cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    get cookie() {
      return cookie;
    },
    async call(method, path, body) {
      const response = await send(method, path, body);
      if (response.status !== 403) return response;
      const { code } = (await response.clone().json()) as { code?: string };
      if (code !== 'step-up-required') return response;
      cookie = cookieOf(await send('POST', '/sessions/current/verification', { password: PASSWORD }));
      return send(method, path, body);
    },
  };
}

async function findCommune(url: string): Promise<string> {
  const response = await fetch(`${url}${PORTAL_API}/units/communes?province=46`);
  const { units } = (await response.json()) as { units: Array<{ code: string }> };
  const code = units[0]?.code;
  if (code === undefined) throw new Error('no commune');
  return code;
}

const SESSION_STEP_MS = 25 * 60_000;

/** Time passes without the session falling asleep: its owner goes on doing something. */
export async function stayUntil(test: TestServer, owner: Owner, at: number): Promise<void> {
  const touch = () => owner.call('POST', '/sessions/current/activity');
  for (; test.now < at; test.now = Math.min(at, test.now + SESSION_STEP_MS)) await touch();
  await touch();
}

export async function pairKiosk(test: TestServer, owner: Owner): Promise<SimulatedKiosk> {
  const kiosk = await SimulatedKiosk.create(test.url, () => test.now);
  const answer = await kiosk.pair(await makePairingCode(owner));
  if (!kiosk.pairing) throw new Error(`pairing: ${answer.status} ${JSON.stringify(answer.body)}`);
  return kiosk;
}

export async function makePairingCode(owner: Owner): Promise<string> {
  const response = await owner.call('POST', `/entrances/${owner.entranceId}/pairing-codes`);
  return ((await response.json()) as { code: string }).code;
}
