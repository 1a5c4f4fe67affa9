import { z } from 'zod';
import { meSchema, PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  claimDetailsInputSchema,
  claimDetailsSchema,
  claimedSchema,
  claimInputSchema,
  claimSlipSchema,
  onBehalfInputSchema,
  onBehalfListSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { admit, browserOf, refuseAccount } from '../accounts/service.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { ClaimService } from './service.ts';

const helpers = ['ward-officer', 'volunteer'] as const;
const writing = { bodyBytes: 32_768, rate: 'write' } as const;

export const claimRoutes = (claims: ClaimService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/registrations`,
    summary: 'What was registered for businesses; a volunteer sees the own ones',
    auth: { roles: helpers, scope: 'unit' },
    input: {},
    output: onBehalfListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ session }) => ({ registrations: await claims.list(session) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/registrations`,
    summary: 'Register a business for it; it takes the venue over by the code on the slip',
    auth: { roles: helpers, scope: 'unit' },
    input: { body: onBehalfInputSchema },
    output: claimSlipSchema,
    limits: writing,
    status: 201,
    handler: async ({ session, body }) =>
      (await claims.register(session, body)) ??
      refuse('invalid-input', { fields: { 'address.communeCode': 'unknown' } }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/claim-codes`,
    summary: 'Another code for a slip that was lost; the one before ends',
    auth: { roles: helpers, scope: 'unit' },
    input: { body: claimedSchema },
    output: claimSlipSchema,
    limits: writing,
    status: 201,
    async handler({ session, body }) {
      const made = await claims.reissue(session, body.venueId);
      return made.ok ? made.value : refuse(made.error);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/posters.pdf`,
    summary: 'The posters of a venue that the business has not taken over yet',
    auth: { roles: helpers, scope: 'unit' },
    input: { query: z.strictObject({ venueId: venueIdSchema }) },
    output: fileOutput('application/pdf'),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ session, query }) => (await claims.printPosters(session, query.venueId)) ?? refuse('not-found'),
  }),
  ...takingRoutes(claims),
];

const takingRoutes = (claims: ClaimService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/claim-details`,
    summary: 'Which venue a code on a slip is for',
    auth: 'public',
    input: { body: claimDetailsInputSchema },
    output: claimDetailsSchema,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    async handler({ body }) {
      const described = await claims.describe(body.code);
      return described.ok ? described.value : refuse(described.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/claims`,
    summary: 'Take a venue over with a new account, and sign in',
    auth: 'public',
    input: { body: claimInputSchema },
    output: meSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    status: 201,
    async handler({ body: { code, ...account }, ...context }) {
      const claimed = await claims.claimByNewAccount(code, account, browserOf(context));
      if (claimed.ok) return admit(context.cookies, claimed.value);
      return refuseAccount(claimed.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/claims/own`,
    summary: 'Take a venue over into the organisation one owns already',
    auth: { roles: ['owner'], scope: 'organisation' },
    input: { body: claimDetailsInputSchema },
    output: claimedSchema,
    limits: { bodyBytes: 1_024, rate: 'credentials' },
    status: 201,
    async handler({ body, session, organisationId }) {
      const claimed = await claims.claimForOrganisation(body.code, session.accountId, organisationId);
      return claimed.ok ? { venueId: claimed.value } : refuse(claimed.error);
    },
  }),
];
