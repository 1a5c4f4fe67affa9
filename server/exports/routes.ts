import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  type ExportRequest,
  exportJobSchema,
  exportListSchema,
  exportPreviewSchema,
  exportRequestSchema,
} from '#shared/contract/portal-exports.ts';
import { logFilterSchema } from '#shared/contract/portal-visits.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import type { AccountService } from '../accounts/service.ts';
import { defineRoute, eventsOutput, fileOutput, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { CONTENT_TYPES } from './log-file.ts';
import type { ExportService } from './service.ts';

const roles = ['owner', 'manager', 'staff', 'auditor'] as const;
const inVenue = { roles, scope: 'venue' } as const;
const inOrganisation = { roles, scope: 'organisation' } as const;
const ofVenue = z.strictObject({ venueId: venueIdSchema });
const ofExport = z.strictObject({ exportId: z.uuid() });
const reading = { bodyBytes: 0, rate: 'read' } as const;

export const exportRoutes = (exports: ExportService, accounts: Pick<AccountService, 'isLive'>): Route[] => [
  ...venueRoutes(exports),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/exports/:exportId`,
    summary: 'How far a file is, for the person who ordered it',
    auth: inOrganisation,
    input: { params: ofExport },
    output: exportJobSchema,
    limits: reading,
    handler: async ({ params, organisationId, session }) =>
      (await exports.find(params.exportId, { organisationId, session })) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/exports/:exportId/progress`,
    summary: 'The same as it changes; ends with the file, or with the session',
    auth: inOrganisation,
    input: { params: ofExport },
    output: eventsOutput(exportJobSchema),
    limits: reading,
    async handler({ params, organisationId, session }) {
      const isAllowed = () => accounts.isLive(session);
      const watching = await exports.watch(params.exportId, { organisationId, session }, isAllowed);
      return watching ? (send, signal) => watching((job) => send('job', job), signal) : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/exports/:exportId`,
    summary: 'End it, or drop the finished file',
    auth: inOrganisation,
    input: { params: ofExport },
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ params, organisationId, session }) {
      const isDone = await exports.cancel(params.exportId, { organisationId, session });
      return isDone ? undefined : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/exports/:exportId/file`,
    summary: 'The file, for the person who ordered it; held back until it is finished',
    auth: inOrganisation,
    input: { params: ofExport },
    output: fileOutput(CONTENT_TYPES.csv, CONTENT_TYPES.xlsx, CONTENT_TYPES.pdf),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ params, organisationId, session, gone }) =>
      (await exports.download(params.exportId, { organisationId, session }, gone())) ?? refuse('not-found'),
  }),
];

const venueRoutes = (exports: ExportService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/export-previews`,
    summary: 'How many visits a file would hold, counted as far as matters',
    auth: inVenue,
    input: { params: ofVenue, body: logFilterSchema },
    output: exportPreviewSchema,
    limits: { bodyBytes: 8_192, rate: 'read' },
    handler: ({ params: { venueId }, body }) => exports.preview(venueId, body),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/exports`,
    summary: 'Order the visit log of some days as a file',
    auth: { ...inVenue, recent: (body) => (body as ExportRequest).reveal },
    input: { params: ofVenue, body: exportRequestSchema },
    output: exportJobSchema,
    limits: { bodyBytes: 8_192, rate: 'write' },
    status: 201,
    async handler({ params: { venueId }, organisationId, session, body }) {
      const job = await exports.order({ organisationId, venueId, request: body }, session);
      return job.ok ? job.value : refuse(job.error);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/exports`,
    summary: 'The newest 100 exports: who, when, what, why',
    auth: inVenue,
    input: { params: ofVenue },
    output: exportListSchema,
    limits: reading,
    handler: async ({ params: { venueId }, organisationId, session }) => ({
      exports: await exports.list(venueId, { organisationId, session }),
    }),
  }),
];
