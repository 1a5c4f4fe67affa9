import {
  passkeyOptionsSchema,
  passkeyProofSchema,
  passwordSignInSchema,
  verificationSchema,
} from '#shared/contract/portal-account.ts';
import { meSchema, PORTAL_API, registrationResultSchema, registrationSchema } from '#shared/contract/portal-api.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import { admit, browserOf, PASSKEY_BODY_BYTES, refuseGuessable } from './admit.ts';
import { emailRoutes } from './email-routes.ts';
import { ownAccountRoutes } from './own-account-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import type { AccountService } from './service.ts';
import type { ProofProblem } from './sign-in.ts';

export const accountRoutes = (accounts: AccountService): Route[] => [
  registrationRoute(accounts),
  ...signInRoutes(accounts),
  ...verificationRoutes(accounts),
  ...sessionRoutes(accounts),
  ...ownAccountRoutes(accounts),
  ...emailRoutes(accounts),
  ...recoveryRoutes(accounts),
  ...peopleRoutes(accounts),
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
    async handler({ body, ...context }) {
      const registered = await accounts.register(body, browserOf(context));
      if (registered.ok) return { me: admit(context.cookies, registered.value), venue: registered.value.venue };
      const { error } = registered;
      switch (error.code) {
        case 'email-taken':
          return refuse('email-taken', { fields: { 'owner.email': 'email-taken' } });
        case 'guessable-password':
          return refuseGuessable('owner.password');
        case 'unknown-commune':
          return refuse('invalid-input', { fields: { 'venue.address.communeCode': 'unknown' } });
        case 'too-many-requests':
          return refuse(error.code, error);
      }
    },
  });

function refuseProof(problem: ProofProblem): Refusal {
  switch (problem.code) {
    case 'too-many-requests':
      return refuse(problem.code, problem);
    case 'second-factor-required':
      return refuse(problem.code, problem.hasApp ? {} : { fields: { code: 'no-app' } });
    case 'wrong-credentials':
    case 'wrong-code':
      return refuse(problem.code);
  }
}

const signInRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions`,
    summary: 'Sign in with password and, where there is one, second factor',
    auth: 'public',
    input: { body: passwordSignInSchema },
    output: meSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    status: 201,
    async handler({ body, ...context }) {
      const signedIn = await accounts.signIn(body, browserOf(context));
      return signedIn.ok ? admit(context.cookies, signedIn.value) : refuseProof(signedIn.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/passkey-options`,
    summary: 'What a browser needs to sign in with a passkey',
    auth: 'public',
    input: {},
    output: passkeyOptionsSchema,
    limits: { bodyBytes: 0, rate: 'credentials' },
    async handler() {
      const options = await accounts.startPasskeyProof('sign-in');
      return options ? { options: { ...options } } : refuse('unavailable');
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/passkey`,
    summary: 'Sign in with a passkey',
    auth: 'public',
    input: { body: passkeyProofSchema },
    output: meSchema,
    limits: { bodyBytes: PASSKEY_BODY_BYTES, rate: 'credentials' },
    status: 201,
    async handler({ body, ...context }) {
      const entry = await accounts.signInWithPasskey(body.response, browserOf(context));
      return entry ? admit(context.cookies, entry) : refuse('wrong-credentials');
    },
  }),
];

const verificationRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/current/verification`,
    summary: 'Prove anew who is signed in, with the password and the second factor',
    auth: { session: 'any' },
    input: { body: verificationSchema },
    output: noOutput,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    async handler({ body, session, cookies }) {
      const verified = await accounts.verifyByPassword(session, body);
      if (!verified.ok) return refuseProof(verified.error);
      cookies.setSession(verified.value.token, verified.value.maxAgeMs);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/current/verification/passkey-options`,
    summary: 'What a browser needs to prove with a passkey who is signed in',
    auth: { session: 'any' },
    input: {},
    output: passkeyOptionsSchema,
    limits: { bodyBytes: 0, rate: 'credentials' },
    async handler({ session }) {
      const options = await accounts.startPasskeyProof({ verifying: session.accountId });
      return options ? { options: { ...options } } : refuse('unavailable');
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/current/verification/passkey`,
    summary: 'Prove anew who is signed in, with a passkey',
    auth: { session: 'any' },
    input: { body: passkeyProofSchema },
    output: noOutput,
    limits: { bodyBytes: PASSKEY_BODY_BYTES, rate: 'credentials' },
    async handler({ body, session, cookies }) {
      const verified = await accounts.verifyByPasskey(session, body.response);
      if (!verified) return refuse('wrong-credentials');
      cookies.setSession(verified.token, verified.maxAgeMs);
    },
  }),
];

const sessionRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/sessions/current/activity`,
    summary: 'The person did something on the page: the session does not idle away',
    auth: { session: 'any' },
    input: {},
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    handler: async () => undefined,
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
