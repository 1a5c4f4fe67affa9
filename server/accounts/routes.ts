import {
  meSchema,
  PORTAL_API,
  registrationResultSchema,
  registrationSchema,
  signInSchema,
} from '#shared/contract/portal-api.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { AccountService } from './service.ts';

export const accountRoutes = (accounts: AccountService): Route[] => [
  registrationRoute(accounts),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions`,
    summary: 'Sign in',
    auth: 'public',
    input: { body: signInSchema },
    output: meSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    status: 201,
    async handler({ body, ip, cookies }) {
      const signedIn = await accounts.signIn(body.email, body.password, ip);
      if (!signedIn.ok) {
        const { error } = signedIn;
        return error.code === 'wrong-credentials' ? refuse(error.code) : refuse(error.code, error);
      }
      const { me, session } = signedIn.value;
      cookies.setSession(session.token, session.maxAgeMs);
      return me;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/sessions/current`,
    summary: 'Sign out',
    auth: { session: 'any' },
    input: {},
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ session, cookies }) {
      await accounts.signOut(session);
      cookies.clearSession();
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/me`,
    summary: 'Who is signed in',
    auth: { session: 'any' },
    input: {},
    output: meSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ session }) => accounts.describe(session),
  }),
];

const registrationRoute = (accounts: AccountService): Route =>
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/registrations`,
    summary: 'Register an organisation, its owner, a venue and its entrances',
    auth: 'public',
    input: { body: registrationSchema },
    output: registrationResultSchema,
    limits: { bodyBytes: 32_768, rate: 'credentials' },
    status: 201,
    async handler({ body, cookies }) {
      const registered = await accounts.register(body);
      if (!registered.ok) {
        return registered.error === 'email-taken'
          ? refuse('email-taken', { fields: { 'owner.email': 'email-taken' } })
          : refuse('invalid-input', { fields: { 'venue.address.communeCode': 'unknown' } });
      }
      const { me, venue, session } = registered.value;
      cookies.setSession(session.token, session.maxAgeMs);
      return { me, venue };
    },
  });
