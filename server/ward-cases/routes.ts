import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  caseActSchema,
  caseAnswerSchema,
  caseListSchema,
  caseQuerySchema,
  ownerCaseInputSchema,
  wardCaseInputSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { WardCaseService } from './service.ts';

const officers = ['ward-officer', 'city-officer', 'province-officer'] as const;
const acting = { roles: officers, scope: 'unit' } as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const writing = { bodyBytes: 8_192, rate: 'write' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });

export const wardCaseRoutes = (cases: WardCaseService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/cases`,
    summary: 'What the venue and its ward have to settle',
    auth: { roles: ['owner', 'manager', 'staff', 'auditor'], scope: 'venue' },
    input: { params: venueParams },
    output: caseListSchema,
    limits: reading,
    handler: async ({ params }) => ({ cases: await cases.listOfVenue(params.venueId) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/cases`,
    summary: 'Tell the ward of a difficulty, or of something wrong about the venue',
    auth: { roles: ['owner', 'manager'], scope: 'venue' },
    input: { params: venueParams, body: ownerCaseInputSchema },
    output: caseListSchema,
    limits: writing,
    status: 201,
    handler: async ({ params, body, session, organisationId }) => ({
      cases: await cases.raiseByOwner({ ...body, venueId: params.venueId }, session.accountId, organisationId),
    }),
  }),
  ...officerRoutes(cases),
];

const officerRoutes = (cases: WardCaseService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/cases`,
    summary: 'Disputes and difficulties of the venues of the units',
    auth: acting,
    input: { query: caseQuerySchema },
    output: caseListSchema,
    limits: reading,
    handler: async ({ session, query }) => ({ cases: await cases.listOfUnits(session, query.state) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/cases`,
    summary: 'Raise a dispute about a venue',
    auth: acting,
    input: { body: wardCaseInputSchema },
    output: caseListSchema,
    limits: writing,
    status: 201,
    async handler({ session, body }) {
      const raised = await cases.raiseByOfficer({ ...body, category: null }, session);
      return raised ? { cases: raised } : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/cases/forward`,
    summary: 'Pass a case on to the unit above',
    auth: { roles: ['ward-officer'], scope: 'unit' },
    input: { body: caseActSchema },
    output: caseListSchema,
    limits: writing,
    async handler({ session, body }) {
      const settled = await cases.forward(session, body.id);
      return settled.ok ? { cases: settled.value } : refuse(settled.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/cases/answer`,
    summary: 'Answer a difficulty, or settle a dispute; whoever raised it reads this',
    auth: acting,
    input: { body: caseAnswerSchema },
    output: caseListSchema,
    limits: writing,
    async handler({ session, body }) {
      const settled = await cases.answer(session, body.id, body.answer);
      return settled.ok ? { cases: settled.value } : refuse(settled.error);
    },
  }),
];
