import { z } from 'zod';
import {
  type ExportRequest,
  exportRequestSchema,
  exportTicketSchema,
  PORTAL_API,
} from '#shared/contract/portal-api.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { CSV_TYPE, XLSX_TYPE } from './log-file.ts';
import type { ExportService } from './service.ts';

const roles = ['owner', 'manager', 'staff', 'auditor'] as const;

export const exportRoutes = (exports: ExportService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/exports`,
    summary: 'Order the visit log of some days as a file',
    auth: { roles, scope: 'venue', recent: (body) => (body as ExportRequest).reveal },
    input: { params: z.strictObject({ venueId: venueIdSchema }), body: exportRequestSchema },
    output: exportTicketSchema,
    limits: { bodyBytes: 8_192, rate: 'write' },
    status: 201,
    async handler({ params: { venueId }, organisationId, session, body }) {
      const ticket = await exports.order({ organisationId, venueId, request: body }, session);
      return ticket.ok ? ticket.value : refuse(ticket.error);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/exports/:exportId/file`,
    summary: 'The file, once, for the person who ordered it',
    auth: { roles, scope: 'organisation' },
    input: { params: z.strictObject({ exportId: z.uuid() }) },
    output: fileOutput(CSV_TYPE, XLSX_TYPE),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ params, organisationId, session }) =>
      (await exports.download(params.exportId, organisationId, session)) ?? refuse('not-found'),
  }),
];
