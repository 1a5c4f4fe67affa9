import { z } from 'zod';
import {
  invitationAcceptanceSchema,
  invitationDetailsSchema,
  invitationInputSchema,
  invitationTokenSchema,
  memberChangeSchema,
  memberResetSchema,
  oneTimeLinkSchema,
  peopleSchema,
} from '#shared/contract/portal-account.ts';
import { meSchema, PORTAL_API } from '#shared/contract/portal-api.ts';
import { accountIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { admit, browserOf, refuseAccount } from './admit.ts';
import type { AccountService } from './service.ts';

/** Who may come in is decided by owners alone, and only by whoever proved just now to be one. */
const deciding = { roles: ['owner'], scope: 'organisation', recent: 'always' } as const;
const memberParams = z.strictObject({ accountId: accountIdSchema });
const write = { bodyBytes: 1_024, rate: 'write' } as const;
const withoutBody = { bodyBytes: 0, rate: 'write' } as const;

export const peopleRoutes = ({ people }: AccountService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/people`,
    summary: 'Who may use the portal of the organisation, and who is invited',
    auth: { roles: ['owner'], scope: 'organisation' },
    input: {},
    output: peopleSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ organisationId }) => people.list(organisationId),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/people/:accountId`,
    summary: 'Give somebody another role',
    auth: deciding,
    input: { params: memberParams, body: memberChangeSchema },
    output: peopleSchema,
    limits: write,
    async handler({ params, body, session, organisationId }) {
      const owner = { accountId: session.accountId, organisationId };
      const changed = await people.changeRole(owner, params.accountId, body.role);
      return changed.ok ? people.list(organisationId) : refuse(changed.error);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/people/:accountId`,
    summary: 'Take somebody out of the organisation; their sessions end',
    auth: deciding,
    input: { params: memberParams },
    output: noOutput,
    limits: withoutBody,
    async handler({ params, session, organisationId }) {
      const removed = await people.remove({ accountId: session.accountId, organisationId }, params.accountId);
      return removed.ok ? undefined : refuse(removed.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/people/:accountId/reset`,
    summary: 'A link for a new password, to be handed on',
    auth: deciding,
    input: { params: memberParams, body: memberResetSchema },
    output: oneTimeLinkSchema,
    limits: write,
    status: 201,
    async handler({ params, body, session, organisationId }) {
      const owner = { accountId: session.accountId, organisationId };
      const made = await people.reset(owner, params.accountId, body.secondFactors);
      return made.ok ? made.value : refuse(made.error);
    },
  }),
  ...invitationRoutes({ people }),
];

const invitationRoutes = ({ people }: Pick<AccountService, 'people'>): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/invitations`,
    summary: 'A link by which somebody makes an account of this organisation, once',
    auth: deciding,
    input: { body: invitationInputSchema },
    output: oneTimeLinkSchema,
    limits: write,
    status: 201,
    async handler({ body, session, organisationId }) {
      const made = await people.invite({ accountId: session.accountId, organisationId }, body);
      return made.ok ? made.value : refuse(made.error);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/invitations/:invitationId`,
    summary: 'Withdraw an invitation that was not used',
    auth: { roles: ['owner'], scope: 'organisation' },
    input: { params: z.strictObject({ invitationId: z.uuid() }) },
    output: noOutput,
    limits: withoutBody,
    handler: async ({ params, session, organisationId }) =>
      (await people.withdraw({ accountId: session.accountId, organisationId }, params.invitationId))
        ? undefined
        : refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/invitation-details`,
    summary: 'What an invitation link is for',
    auth: 'public',
    input: { body: invitationTokenSchema },
    output: invitationDetailsSchema,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    async handler({ body }) {
      const described = await people.describeInvitation(body.token);
      return described.ok ? described.value : refuse(described.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/invitation-acceptances`,
    summary: 'Make an account by an invitation, and sign in',
    auth: 'public',
    input: { body: invitationAcceptanceSchema },
    output: meSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    status: 201,
    async handler({ body, ...context }) {
      const accepted = await people.accept(body, browserOf(context));
      if (accepted.ok) return admit(context.cookies, accepted.value);
      return refuseAccount(accepted.error);
    },
  }),
];
