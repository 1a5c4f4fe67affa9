import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Ask } from './ask.ts';
import type { World } from './world.ts';

/** Somebody who sends requests. */
export interface Principal {
  readonly name: string;
  /** null: none, or a kiosk. */
  readonly role: Role | null;
  readonly sign: (request: Ask) => Promise<Ask>;
}

const withHeaders =
  (headers: Readonly<Record<string, string>>): Principal['sign'] =>
  async (request) => ({ ...request, headers: { [CSRF_HEADER]: '1', ...headers, ...request.headers } });

/** Everybody who is not of the other organisation. */
export function listPrincipals({ ours, others }: World): Principal[] {
  const { kiosk, token } = ours;
  return [
    { name: 'anonymous', role: null, sign: withHeaders({}) },
    ...[...ours.people].map(([role, person]) => ({
      name: `${role} of ours`,
      role,
      // Read when it is needed: the cookie changes when a session proves itself anew.
      sign: (request: Ask) => withHeaders({ cookie: person.cookie })(request),
    })),
    ...[...others].map(([role, cookie]) => ({ name: role, role, sign: withHeaders({ cookie }) })),
    { name: 'token of ours', role: null, sign: withHeaders({ authorization: `Bearer ${token}` }) },
    {
      name: 'kiosk of ours',
      role: null,
      sign: async (request) => {
        const body = Buffer.from(request.body ?? '').toString();
        return withHeaders({ authorization: await kiosk.authorize(request.path, body) })(request);
      },
    },
  ];
}
