import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  personKeySchema,
  personMatchesSchema,
  rightsAnswerInputSchema,
  rightsCorrectionInputSchema,
  rightsDetailSchema,
  rightsErasureInputSchema,
  rightsListSchema,
  rightsRefusalInputSchema,
  rightsRequestInputSchema,
  withdrawalInputSchema,
  withdrawalSchema,
} from '#shared/contract/portal-rights.ts';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { JSON_TYPE, PDF_TYPE } from './answer-file.ts';
import type { Outcome, RightsService } from './service.ts';

const BASE = `${PORTAL_API}/rights-requests`;
const ONE = `${BASE}/:requestId`;
const params = z.strictObject({ requestId: z.uuid() });
const handling = { roles: ['owner', 'manager'], scope: 'organisation' } as const;
const deciding = { ...handling, recent: 'always' } as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const acting = { bodyBytes: 0, rate: 'write' } as const;
const writing = { bodyBytes: 32_768, rate: 'write' } as const;

const answerOf = (outcome: Outcome) => (outcome.ok ? outcome.value : refuse(outcome.error));

export const rightsRoutes = (rights: RightsService): Route[] => [
  ...requestRoutes(rights),
  ...progressRoutes(rights),
  ...decisionRoutes(rights),
  defineRoute({
    method: 'POST',
    path: `${VISITOR_API}/withdrawals`,
    summary: 'With the code of a receipt: what is kept, and taking the consent back',
    auth: 'public',
    input: { body: withdrawalInputSchema },
    output: withdrawalSchema,
    limits: { bodyBytes: 512, rate: 'credentials' },
    handler: async ({ body }) => (await rights.withdraw(body.receiptCode, body.confirmed)) ?? refuse('not-found'),
  }),
];

/** Taking requests in and looking at them. */
const requestRoutes = (rights: RightsService): Route[] => [
  defineRoute({
    method: 'POST',
    path: BASE,
    summary: 'Somebody asks about their own data',
    auth: { roles: ['owner', 'manager', 'staff'], scope: 'organisation' },
    input: { body: rightsRequestInputSchema },
    output: rightsDetailSchema,
    limits: writing,
    status: 201,
    handler: ({ organisationId, session, body }) => rights.receive(organisationId, body, session.accountId),
  }),
  defineRoute({
    method: 'GET',
    path: BASE,
    summary: 'Requests and their deadlines; names nobody',
    auth: { roles: ['owner', 'manager', 'staff', 'auditor'], scope: 'organisation' },
    input: {},
    output: rightsListSchema,
    limits: reading,
    handler: ({ organisationId }) => rights.list(organisationId),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    summary: 'A request with who asks',
    auth: handling,
    input: { params },
    output: rightsDetailSchema,
    limits: reading,
    handler: async ({ params: { requestId }, organisationId, session }) =>
      (await rights.open(organisationId, requestId, session.accountId)) ?? refuse('not-found'),
  }),
];

/** What the person was told on the way. */
const progressRoutes = (rights: RightsService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${ONE}/acknowledgement`,
    summary: 'The person was told that it was received',
    auth: handling,
    input: { params },
    output: rightsDetailSchema,
    limits: acting,
    handler: async ({ params: { requestId }, organisationId, session }) =>
      answerOf(await rights.acknowledge(organisationId, requestId, session.accountId)),
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/extension`,
    summary: 'A longer time, once; the person was told why',
    auth: handling,
    input: { params },
    output: rightsDetailSchema,
    limits: acting,
    handler: async ({ params: { requestId }, organisationId, session }) =>
      answerOf(await rights.extend(organisationId, requestId, session.accountId)),
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/refusal`,
    summary: 'The request is answered with a reason why not',
    auth: handling,
    input: { params, body: rightsRefusalInputSchema },
    output: rightsDetailSchema,
    limits: writing,
    handler: async ({ params: { requestId }, organisationId, session, body }) =>
      answerOf(await rights.refuse(organisationId, requestId, body.reason, session.accountId)),
  }),
];

/** The person’s visits, and what is done with them. */
const decisionRoutes = (rights: RightsService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${ONE}/matches`,
    summary: 'Visits that may be the person’s, masked',
    auth: handling,
    input: { params, body: personKeySchema },
    output: personMatchesSchema,
    limits: writing,
    async handler({ params: { requestId }, organisationId, session, body }) {
      const found = await rights.findMatches(organisationId, requestId, body, session.accountId);
      if (found.ok) return found.value;
      return found.error === 'not-found'
        ? refuse('not-found')
        : refuse('invalid-input', { fields: { value: found.error } });
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/answer`,
    summary: 'All that is kept of the chosen visits, as a file for the person',
    auth: deciding,
    input: { params, body: rightsAnswerInputSchema },
    output: fileOutput(PDF_TYPE, JSON_TYPE),
    limits: { bodyBytes: 32_768, rate: 'file' },
    async handler({ params: { requestId }, organisationId, session, body }) {
      const answered = await rights.answer(organisationId, requestId, body, session.accountId);
      return answered.ok ? answered.value : refuse(answered.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/correction`,
    summary: 'Put the chosen visits right; what stood there is kept as history',
    auth: deciding,
    input: { params, body: rightsCorrectionInputSchema },
    output: rightsDetailSchema,
    limits: writing,
    async handler({ params: { requestId }, organisationId, session, body }) {
      const corrected = await rights.correct(organisationId, requestId, body, session.accountId);
      if (corrected.ok) return corrected.value;
      const { error } = corrected;
      return error === 'not-a-phone' ? refuse('invalid-input', { fields: { phone: error } }) : refuse(error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/erasure`,
    summary: 'Delete the chosen visits’ personal data for good, for an erasure or a withdrawal',
    auth: deciding,
    input: { params, body: rightsErasureInputSchema },
    output: rightsDetailSchema,
    limits: writing,
    handler: async ({ params: { requestId }, organisationId, session, body }) =>
      answerOf(await rights.erase(organisationId, requestId, body.visitIds, session.accountId)),
  }),
];
