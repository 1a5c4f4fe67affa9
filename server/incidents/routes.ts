import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  incidentDetailSchema,
  incidentEntryInputSchema,
  incidentInputSchema,
  incidentListSchema,
} from '#shared/contract/portal-audit.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { CSV_TYPE } from '../exports/service.ts';
import { defineRoute, fileOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { IncidentService } from './service.ts';

const BASE = `${PORTAL_API}/incidents`;
const ONE = `${BASE}/:incidentId`;
const params = z.strictObject({ incidentId: z.uuid() });
const auth = { roles: ['owner', 'auditor'], scope: 'organisation' } as const;
const owner = { roles: ['owner'], scope: 'organisation' } as const;

export const incidentRoutes = (incidents: IncidentService): Route[] => [
  defineRoute({
    method: 'GET',
    path: BASE,
    summary: 'Incidents, newest first',
    auth,
    input: {},
    output: incidentListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ organisationId }) => incidents.list(organisationId),
  }),
  defineRoute({
    method: 'POST',
    path: BASE,
    summary: 'Open an incident: who read what in a window of time',
    auth: owner,
    input: { body: incidentInputSchema },
    output: incidentDetailSchema,
    limits: { bodyBytes: 2_048, rate: 'write' },
    status: 201,
    handler: ({ organisationId, session, body }) => incidents.open(organisationId, body, session.accountId),
  }),
  defineRoute({
    method: 'GET',
    path: ONE,
    summary: 'An incident with its findings and timeline',
    auth,
    input: { params },
    output: incidentDetailSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params: { incidentId }, organisationId }) =>
      (await incidents.find(organisationId, incidentId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/entries`,
    summary: 'A step done, a note, the end',
    auth: owner,
    input: { params, body: incidentEntryInputSchema },
    output: incidentDetailSchema,
    limits: { bodyBytes: 16_384, rate: 'write' },
    handler: async ({ params: { incidentId }, organisationId, session, body }) =>
      (await incidents.add(organisationId, incidentId, body, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/contacts`,
    summary: 'Names and phones of the people affected, to tell them',
    auth: { ...owner, recent: 'always' },
    input: { params, body: z.strictObject({ language: languageSchema }) },
    output: fileOutput(CSV_TYPE),
    limits: { bodyBytes: 256, rate: 'file' },
    handler: async ({ params: { incidentId }, organisationId, session, body }) =>
      (await incidents.exportContacts(organisationId, incidentId, body.language, session.accountId)) ??
      refuse('not-found'),
  }),
];
