import { z } from 'zod';
import {
  accountEventsSchema,
  accountSecuritySchema,
  newPasskeySchema,
  passkeyAddedSchema,
  passkeyNamingSchema,
  passkeyOptionsSchema,
  passwordChangeSchema,
  recoveryCodesSchema,
  sessionListSchema,
  totpConfirmationSchema,
  totpEnrolmentSchema,
} from '#shared/contract/portal-account.ts';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { PASSKEY_BODY_BYTES, refuseGuessable } from './admit.ts';
import type { AccountService } from './service.ts';

/** What opens the account is changed only by whoever proved just now to be its owner: a session left open is not enough. */
const own = { session: 'any' } as const;
const ownWithProof = { session: 'any', recent: 'always' } as const;
const withoutBody = { bodyBytes: 0, rate: 'write' } as const;
/** Guessing at codes is slow. */
const guessable = { bodyBytes: 1_024, rate: 'credentials' } as const;

/** What people do with their own account, whatever their role. */
export const ownAccountRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/account/security`,
    summary: 'How one signs in',
    auth: own,
    input: {},
    output: accountSecuritySchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ session }) => accounts.describeSecurity(session),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/password`,
    summary: 'Change the password; every other session ends',
    auth: ownWithProof,
    input: { body: passwordChangeSchema },
    output: noOutput,
    limits: guessable,
    async handler({ session, body, cookies }) {
      const changed = await accounts.changePassword(session, body.password);
      if (!changed.ok) return refuseGuessable();
      cookies.setSession(changed.value.token, changed.value.maxAgeMs);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/account/events`,
    summary: 'What was changed about signing in lately, and by whom',
    auth: own,
    input: {},
    output: accountEventsSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ session }) => ({ events: [...(await accounts.listEvents(session))] }),
  }),
  ...ownSessionRoutes(accounts),
  ...totpRoutes(accounts),
  ...passkeyRoutes(accounts),
];

const ownSessionRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/account/sessions`,
    summary: 'Where one is signed in',
    auth: own,
    input: {},
    output: sessionListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ session }) => ({ sessions: [...(await accounts.listSessions(session))] }),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/account/sessions/:sessionId`,
    summary: 'Sign out elsewhere',
    auth: ownWithProof,
    input: { params: z.strictObject({ sessionId: z.uuid() }) },
    output: noOutput,
    limits: withoutBody,
    handler: async ({ session, params }) =>
      (await accounts.endSession(session, params.sessionId)) ? undefined : refuse('not-found'),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/account/sessions`,
    summary: 'Sign out everywhere, here too',
    auth: ownWithProof,
    input: {},
    output: noOutput,
    limits: withoutBody,
    async handler({ session, cookies }) {
      await accounts.endAllSessions(session);
      cookies.clearSession();
    },
  }),
];

const totpRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/totp`,
    summary: 'A fresh secret for an authenticator app',
    auth: ownWithProof,
    input: {},
    output: totpEnrolmentSchema,
    limits: withoutBody,
    status: 201,
    async handler({ session }) {
      const enrolled = await accounts.enrolTotp(session);
      return enrolled.ok ? enrolled.value : refuse(enrolled.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/totp/confirmation`,
    summary: 'A code of the app: from now on it is asked for',
    auth: ownWithProof,
    input: { body: totpConfirmationSchema },
    output: recoveryCodesSchema,
    limits: guessable,
    async handler({ session, body }) {
      const confirmed = await accounts.confirmTotp(session, body.code);
      return confirmed.ok ? { codes: [...confirmed.value] } : refuse(confirmed.error);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/account/totp`,
    summary: 'Take the authenticator app and its recovery codes away',
    auth: ownWithProof,
    input: {},
    output: noOutput,
    limits: withoutBody,
    handler: ({ session }) => accounts.removeTotp(session),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/recovery-codes`,
    summary: 'Ten new recovery codes; the old ones count no longer',
    auth: ownWithProof,
    input: {},
    output: recoveryCodesSchema,
    limits: withoutBody,
    status: 201,
    async handler({ session }) {
      const renewed = await accounts.renewRecoveryCodes(session);
      return renewed.ok ? { codes: [...renewed.value] } : refuse(renewed.error);
    },
  }),
];

const passkeyParams = z.strictObject({ passkeyId: z.uuid() });

const passkeyRoutes = (accounts: AccountService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/passkey-options`,
    summary: 'What a browser needs to make a passkey',
    auth: ownWithProof,
    input: {},
    output: passkeyOptionsSchema,
    limits: withoutBody,
    async handler({ session }) {
      const started = await accounts.startPasskey(session);
      return started.ok ? { options: { ...started.value } } : refuse(started.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/account/passkeys`,
    summary: 'Add a passkey: from now on the password alone does not do; the first one comes with recovery codes',
    auth: ownWithProof,
    input: { body: newPasskeySchema },
    output: passkeyAddedSchema,
    limits: { bodyBytes: PASSKEY_BODY_BYTES, rate: 'write' },
    status: 201,
    async handler({ session, body }) {
      const added = await accounts.addPasskey(session, body);
      if (!added.ok) return refuse(added.error);
      return { security: await accounts.describeSecurity(session), recoveryCodes: [...added.value] };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/account/passkeys/:passkeyId`,
    summary: 'Name a passkey',
    auth: own,
    input: { params: passkeyParams, body: passkeyNamingSchema },
    output: accountSecuritySchema,
    limits: { bodyBytes: 1_024, rate: 'write' },
    async handler({ session, params, body }) {
      const named = await accounts.renamePasskey(session, { id: params.passkeyId, name: body.name });
      return named ? accounts.describeSecurity(session) : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/account/passkeys/:passkeyId`,
    summary: 'Take a passkey away',
    auth: ownWithProof,
    input: { params: passkeyParams },
    output: noOutput,
    limits: withoutBody,
    handler: async ({ session, params }) =>
      (await accounts.removePasskey(session, params.passkeyId)) ? undefined : refuse('not-found'),
  }),
];
