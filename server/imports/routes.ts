import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  currentImportSchema,
  importAnswerSchema,
  importFileSchema,
  importFormatQuerySchema,
  importSchema,
} from '#shared/contract/portal-imports.ts';
import { defineRoute, fileOutput, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { ImportService } from './service.ts';

const auth = { roles: ['owner', 'manager'], scope: 'organisation' } as const;
const params = z.strictObject({ importId: z.uuid() });
const reading = { bodyBytes: 0, rate: 'read' } as const;
const acting = { bodyBytes: 0, rate: 'write' } as const;
const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const importRoutes = (imports: ImportService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/import-template`,
    summary: 'A file to fill in, one venue a row',
    auth,
    input: { query: importFormatQuerySchema },
    output: fileOutput(CSV, XLSX),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: ({ query }) => imports.writeTemplate(query.format, query.language),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/imports`,
    summary: 'Look at a file of venues: what it would change, and what in it is wrong. Nothing goes in',
    auth,
    input: { body: importFileSchema },
    output: importAnswerSchema,
    limits: { bodyBytes: 6_800_000, rate: 'file' },
    status: 201,
    handler: ({ organisationId, session: { accountId }, body }) =>
      imports.check({ organisationId, accountId }, Buffer.from(body.content, 'base64')),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/imports/current`,
    summary: 'The file of this person that waits, or goes in',
    auth,
    input: {},
    output: currentImportSchema,
    limits: reading,
    handler: async ({ organisationId, session: { accountId } }) => ({
      import: await imports.findCurrent({ organisationId, accountId }),
    }),
  }),
  ...oneImportRoutes(imports),
];

const oneImportRoutes = (imports: ImportService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/imports/:importId`,
    summary: 'What was found in it and how far it is',
    auth,
    input: { params },
    output: importSchema,
    limits: reading,
    handler: async ({ organisationId, params: { importId } }) =>
      (await imports.find(organisationId, importId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/imports/:importId/steps`,
    summary: 'Let its next rows in',
    auth,
    input: { params },
    output: importSchema,
    limits: acting,
    handler: async ({ organisationId, session: { accountId }, params: { importId } }) =>
      (await imports.step({ organisationId, accountId }, importId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/imports/:importId`,
    summary: 'Forget it; what is in stays in',
    auth,
    input: { params },
    output: noOutput,
    limits: acting,
    async handler({ organisationId, params: { importId } }) {
      if (!(await imports.forget(organisationId, importId))) return refuse('not-found');
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/imports/:importId/result`,
    summary: 'Its rows with what became of them and the addresses of their posters',
    auth,
    input: { params, query: importFormatQuerySchema },
    output: fileOutput(CSV, XLSX),
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ organisationId, params: { importId }, query }) =>
      (await imports.writeResult(organisationId, importId, query.format, query.language)) ?? refuse('not-found'),
  }),
];
