import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  auditFileQuerySchema,
  auditFiltersSchema,
  auditPageSchema,
  auditQuerySchema,
  chainCheckSchema,
  visitReadersSchema,
} from '#shared/contract/portal-audit.ts';
import { visitIdSchema } from '#shared/domain/ids.ts';
import { CSV_TYPE, XLSX_TYPE } from '../exports/service.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { AuditViewService } from './service.ts';

const auth = { roles: ['owner', 'auditor'], scope: 'organisation' } as const;
const limits = { bodyBytes: 0, rate: 'read' } as const;

export const auditRoutes = (audit: AuditViewService): Route[] => [
  ...trailRoutes(audit),
  ...chainCheckRoutes(audit),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/visits/:visitId/readers`,
    summary: 'Who looked at a visit, or at a list or file that it was in',
    auth: { roles: ['owner', 'manager', 'auditor'], scope: 'visit' },
    input: { params: z.strictObject({ visitId: visitIdSchema }) },
    output: visitReadersSchema,
    limits,
    handler: async ({ params, session }) =>
      (await audit.listReaders(params.visitId, session.accountId)) ?? refuse('not-found'),
  }),
];

const trailRoutes = (audit: AuditViewService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/audit`,
    summary: 'What was done and who looked, newest first',
    auth,
    input: { query: auditQuerySchema },
    output: auditPageSchema,
    limits,
    async handler({ organisationId, query: { before, ...filter } }) {
      const page = await audit.listPage(organisationId, filter, before);
      return page ?? refuse('invalid-input', { fields: { before: 'unknown' } });
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/audit/filters`,
    summary: 'What the trail can be filtered by',
    auth,
    input: {},
    output: auditFiltersSchema,
    limits,
    handler: ({ organisationId }) => audit.filters(organisationId),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/audit/file`,
    summary: 'The filtered trail as CSV or XLSX',
    auth,
    input: { query: auditFileQuerySchema },
    output: fileOutput(CSV_TYPE, XLSX_TYPE),
    limits: { bodyBytes: 0, rate: 'file' },
    handler({ organisationId, session, query: { format, language, ...filter } }) {
      return audit.exportFile(organisationId, filter, { format, language }, session.accountId);
    },
  }),
];

const chainCheckRoutes = (audit: AuditViewService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/audit/check`,
    summary: 'Follow the chain of the whole trail and its signed heads, in the background',
    auth,
    input: {},
    output: chainCheckSchema,
    limits: { bodyBytes: 0, rate: 'write' },
    status: 202,
    handler: ({ organisationId, session }) => audit.beginCheck(organisationId, session.accountId),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/audit/check`,
    summary: 'How far the check is, and what it found',
    auth,
    input: {},
    output: chainCheckSchema,
    limits,
    handler: async () => audit.lookAtCheck(),
  }),
];
