import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  citySubmissionInputSchema,
  reportCallInputSchema,
  reportFileQuerySchema,
  reportListSchema,
  reportQuerySchema,
  reportSchema,
  reportSubmissionInputSchema,
} from '#shared/contract/portal-ward-reports.ts';
import type { Clock } from '../config/clock.ts';
import { XLSX_TYPE } from '../exports/service.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { WardReportService } from './service.ts';

const officers = ['ward-officer', 'city-officer', 'province-officer'] as const;
const looking = { roles: officers, scope: 'unit' } as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const writing = { bodyBytes: 8_192, rate: 'write' } as const;
const file = { bodyBytes: 0, rate: 'file' } as const;

export const wardReportRoutes = (reports: WardReportService, clock: Clock): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/reports`,
    summary: 'Which reports are asked for, and how many wards have given them',
    auth: looking,
    input: {},
    output: reportListSchema,
    limits: reading,
    handler: async ({ session }) => ({ reports: await reports.list(session), now: clock.now() }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/reports`,
    summary: 'Ask all wards below for a report by a day and time',
    auth: { roles: ['city-officer', 'province-officer'], scope: 'unit' },
    input: { body: reportCallInputSchema },
    output: reportListSchema,
    limits: writing,
    status: 201,
    handler: async ({ session, body }) => ({ reports: await reports.call(session, body), now: clock.now() }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/report`,
    summary: 'One report: who has given it, with what figures',
    auth: looking,
    input: { query: reportQuerySchema },
    output: reportSchema,
    limits: reading,
    handler: async ({ session, query }) => (await reports.read(session, query.call)) ?? refuse('not-found'),
  }),
  ...submissionRoutes(reports),
  ...fileRoutes(reports),
];

const submissionRoutes = (reports: WardReportService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/report-submissions`,
    summary: 'Report: the figures of this moment, frozen',
    auth: { roles: ['ward-officer'], scope: 'unit' },
    input: { body: reportSubmissionInputSchema },
    output: reportSchema,
    limits: writing,
    status: 201,
    async handler({ session, body }) {
      const submitted = await reports.submit(session, body);
      return submitted.ok ? submitted.value : refuse(submitted.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/report-city-submissions`,
    summary: 'A city reports to the province what its wards have reported, frozen',
    auth: { roles: ['city-officer'], scope: 'unit' },
    input: { body: citySubmissionInputSchema },
    output: reportSchema,
    limits: writing,
    status: 201,
    async handler({ session, body }) {
      const submitted = await reports.submitCity(session, body);
      return submitted.ok ? submitted.value : refuse(submitted.error);
    },
  }),
];

const fileRoutes = (reports: WardReportService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/report.pdf`,
    summary: 'A report for paper',
    auth: looking,
    input: { query: reportFileQuerySchema },
    output: fileOutput('application/pdf'),
    limits: file,
    handler: async ({ session, query }) =>
      (await reports.writeFile(session, { ...query, format: 'pdf' })) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/report.xlsx`,
    summary: 'A report as a workbook',
    auth: looking,
    input: { query: reportFileQuerySchema },
    output: fileOutput(XLSX_TYPE),
    limits: file,
    handler: async ({ session, query }) =>
      (await reports.writeFile(session, { ...query, format: 'xlsx' })) ?? refuse('not-found'),
  }),
];
