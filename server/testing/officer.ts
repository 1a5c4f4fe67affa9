import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { type AccountId, mintId } from '#shared/domain/ids.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import { hashPassword } from '../accounts/password.ts';
import { cookieOf, type Owner, PASSWORD, sessionOf, type TestServer } from './test-server.ts';

export type Officer = Pick<Owner, 'call' | 'cookie'> & { readonly accountId: AccountId; readonly email: string };

let officers = 0;

/** Somebody in office, signed in. */
export async function appointOfficer(test: TestServer, role: OfficerRole, ...units: string[]): Promise<Officer> {
  officers += 1;
  const accountId = mintId<AccountId>();
  const email = `${role}${officers}@hue.example`;
  const password_hash = await hashPassword(PASSWORD);
  const created_at = test.now;
  await test.server.services.store.transact(async (tx) => {
    const account = {
      id: accountId,
      email,
      name: `Cán bộ ${officers}`,
      password_hash,
      language: 'vi',
      created_at,
    } as const;
    await tx.insertInto('accounts').values(account).execute();
    const offices = units.map((unit_code) => ({ account_id: accountId, unit_code, role, created_at }));
    await tx.insertInto('officer_roles').values(offices).execute();
  });
  return Object.assign(await signInLasting(test, email), { accountId, email });
}

/** A session that signs in again by itself when its time is over: for stories of several days. */
export async function signInLasting(test: TestServer, email: string): Promise<Pick<Owner, 'call' | 'cookie'>> {
  let session = await signIn(test, email);
  return {
    get cookie() {
      return session.cookie;
    },
    async call(method, path, body) {
      const response = await session.call(method, path, body);
      if (response.status !== 401) return response;
      session = await signIn(test, email);
      return session.call(method, path, body);
    },
  };
}

async function signIn(test: TestServer, email: string): Promise<Pick<Owner, 'call' | 'cookie'>> {
  const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1' };
  const body = JSON.stringify({ email, password: PASSWORD });
  const response = await fetch(`${test.url}${PORTAL_API}/sessions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return sessionOf(test.url, cookieOf(response));
}

/** The commune that test venues are registered in, and another one of the same city. */
export async function findCommunes(test: TestServer): Promise<readonly [own: string, other: string]> {
  const response = await fetch(`${test.url}${PORTAL_API}/units/communes?province=46`);
  const { units } = (await response.json()) as { units: Array<{ code: string }> };
  const [own, other] = units;
  if (!own || !other) throw new Error('Huế has many communes');
  return [own.code, other.code];
}
