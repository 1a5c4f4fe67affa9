import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  posterJobInputSchema,
  posterJobSchema,
  posterSamplesInputSchema,
  posterSamplesSchema,
} from '#shared/contract/portal-posters.ts';
import { defineRoute, fileOutput, noOutput, type Route } from '../../http/define-route.ts';
import { type Refusal, refuse } from '../../http/refusal.ts';
import type { JobRefusal, PosterJobService } from './service.ts';

const managers = ['owner', 'manager'] as const;
const params = z.strictObject({ posterJobId: z.uuid() });
const BUSY_RETRY_MS = 10_000;
/** Ten thousand ids. */
const ORDER_BYTES = 512 * 1024;

function refuseJob(problem: JobRefusal): Refusal {
  return problem === 'busy' ? refuse('unavailable', { retryAfterMs: BUSY_RETRY_MS }) : refuse(problem);
}

export const posterJobRoutes = (jobs: PosterJobService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/poster-samples`,
    summary: 'Which of the posters of many venues to look at before they are drawn',
    auth: { roles: managers, scope: 'organisation' },
    input: { body: posterSamplesInputSchema },
    output: posterSamplesSchema,
    limits: { bodyBytes: ORDER_BYTES, rate: 'read' },
    handler: ({ organisationId, body }) => jobs.samples(organisationId, body.venueIds),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/poster-jobs`,
    summary: 'Draw the posters of many venues into one PDF or ZIP',
    auth: { roles: managers, scope: 'organisation' },
    input: { body: posterJobInputSchema },
    output: posterJobSchema,
    limits: { bodyBytes: ORDER_BYTES, rate: 'file' },
    status: 202,
    async handler({ organisationId, session, body }) {
      const started = await jobs.start(organisationId, body, session.accountId);
      return started.ok ? started.value : refuseJob(started.error);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/poster-jobs/:posterJobId`,
    summary: 'How far it is',
    auth: { roles: managers, scope: 'organisation' },
    input: { params },
    output: posterJobSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ organisationId, params: { posterJobId } }) =>
      jobs.find(posterJobId, organisationId) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/poster-jobs/:posterJobId`,
    summary: 'Stop it, or delete its file',
    auth: { roles: managers, scope: 'organisation' },
    input: { params },
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ organisationId, params: { posterJobId } }) {
      return jobs.cancel(posterJobId, organisationId) ? undefined : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/poster-jobs/:posterJobId/file`,
    summary: 'The file, within an hour; counts as a print of each poster in it',
    auth: { roles: managers, scope: 'organisation' },
    input: { params },
    output: fileOutput('application/pdf', 'application/zip'),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ organisationId, params: { posterJobId } }) =>
      (await jobs.download(posterJobId, organisationId)) ?? refuse('not-found'),
  }),
];
