import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { type Notice, noticeInputSchema, noticeListSchema, noticeSchema } from '#shared/contract/portal-settings.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import type { NoticeProblem, NoticeService } from './service.ts';

const auth = { roles: ['owner', 'manager'], scope: 'organisation' } as const;
const params = z.strictObject({ noticeId: z.uuid() });
const limits = { bodyBytes: 65_536, rate: 'write' } as const;

function answer(result: Notice | NoticeProblem | null): Notice | Refusal {
  if (result === 'ends-before') return refuse('invalid-input', { fields: { endsAt: 'before-start' } });
  if (result === 'unknown-venue') return refuse('invalid-input', { fields: { venueIds: 'unknown' } });
  return result ?? refuse('not-found');
}

export const noticeRoutes = (notices: NoticeService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/notices`,
    summary: 'What the organisation says on the idle screens of its kiosks, the newest first',
    auth: { ...auth, roles: ['owner', 'manager', 'auditor'] },
    input: {},
    output: noticeListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ organisationId }) => ({ notices: await notices.list(organisationId) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/notices`,
    summary: 'Say something on the kiosks’ idle screens',
    auth,
    input: { body: noticeInputSchema },
    output: noticeSchema,
    status: 201,
    limits,
    handler: async ({ organisationId, body, session }) =>
      answer(await notices.publish(organisationId, body, session.accountId)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/notices/:noticeId`,
    summary: 'Say it otherwise, elsewhere or at another time',
    auth,
    input: { params, body: noticeInputSchema },
    output: noticeSchema,
    limits,
    handler: async ({ organisationId, params: { noticeId }, body, session }) =>
      answer(await notices.change(organisationId, noticeId, body, session.accountId)),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/notices/:noticeId/withdrawal`,
    summary: 'Say it no longer',
    auth,
    input: { params },
    output: noticeSchema,
    limits: { ...limits, bodyBytes: 0 },
    handler: async ({ organisationId, params: { noticeId }, session }) =>
      answer(await notices.withdraw(organisationId, noticeId, session.accountId)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/notices/:noticeId/withdrawal`,
    summary: 'Say it again after all',
    auth,
    input: { params },
    output: noticeSchema,
    limits: { ...limits, bodyBytes: 0 },
    handler: async ({ organisationId, params: { noticeId }, session }) =>
      answer(await notices.restore(organisationId, noticeId, session.accountId)),
  }),
];
