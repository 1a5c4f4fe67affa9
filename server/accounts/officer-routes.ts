import { invitationTokenSchema, oneTimeLinkSchema } from '#shared/contract/portal-account.ts';
import { meSchema, PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  invitationActSchema,
  officerAcceptanceSchema,
  officerActSchema,
  officerInvitationDetailsSchema,
  officerInvitationInputSchema,
  officersSchema,
} from '#shared/contract/portal-ward.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { admit, browserOf, refuseAccount } from './admit.ts';
import type { AccountService } from './service.ts';

const inviters = ['ward-officer', 'city-officer', 'province-officer'] as const;
/** Only by whoever proved just now to be one. */
const deciding = { roles: inviters, scope: 'unit', recent: 'always' } as const;
const write = { bodyBytes: 8_192, rate: 'write' } as const;

export const officerRoutes = ({ officers }: Pick<AccountService, 'officers'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/officers`,
    summary: 'Who holds an office within the units, and who is invited',
    auth: { roles: inviters, scope: 'unit' },
    input: {},
    output: officersSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ session }) => officers.list(session),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/invitations`,
    summary: 'A link by which somebody takes an office of a unit below, once',
    auth: deciding,
    input: { body: officerInvitationInputSchema },
    output: oneTimeLinkSchema,
    limits: write,
    status: 201,
    async handler({ session, body }) {
      const made = await officers.invite(session, body);
      return made.ok ? made.value : refuse(made.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/invitations/withdrawal`,
    summary: 'Withdraw an invitation that was not used',
    auth: { roles: inviters, scope: 'unit' },
    input: { body: invitationActSchema },
    output: noOutput,
    limits: write,
    handler: async ({ session, body }) =>
      (await officers.withdraw(session, body.id)) ? undefined : refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/officers/removal`,
    summary: 'Take an office away; the sessions end at once',
    auth: deciding,
    input: { body: officerActSchema },
    output: officersSchema,
    limits: write,
    async handler({ session, body }) {
      const removed = await officers.remove(session, body.accountId);
      return removed.ok ? officers.list(session) : refuse(removed.error);
    },
  }),
  ...joinRoutes({ officers }),
];

const joinRoutes = ({ officers }: Pick<AccountService, 'officers'>): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/invitation-details`,
    summary: 'What an officer’s invitation is for',
    auth: 'public',
    input: { body: invitationTokenSchema },
    output: officerInvitationDetailsSchema,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    async handler({ body }) {
      const described = await officers.describeInvitation(body.token);
      return described.ok ? { ...described.value, units: [...described.value.units] } : refuse(described.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/invitation-acceptances`,
    summary: 'Make an officer’s account by an invitation, and sign in',
    auth: 'public',
    input: { body: officerAcceptanceSchema },
    output: meSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    status: 201,
    async handler({ body, ...context }) {
      const accepted = await officers.accept(body, browserOf(context));
      if (accepted.ok) return admit(context.cookies, accepted.value);
      return refuseAccount(accepted.error);
    },
  }),
];
