import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  organisationChangesSchema,
  organisationSettingsSchema,
  retentionPreviewSchema,
  venueRulesChangesSchema,
  venueRulesSchema,
} from '#shared/contract/portal-settings.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { HARD_MAXIMUM_DAYS } from '#shared/domain/retention.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { SettingsService } from './service.ts';

const managers = ['owner', 'manager'] as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });
const daysInQuery = z.coerce.number().int().min(1).max(HARD_MAXIMUM_DAYS);

export const settingsRoutes = (settings: SettingsService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/rules`,
    summary: 'How long a venue keeps what, and when it is open',
    auth: { roles: [...managers, 'staff', 'auditor'], scope: 'venue' },
    input: { params: venueParams },
    output: venueRulesSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params }) => (await settings.findRules(params.venueId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/venues/:venueId/rules`,
    summary: 'Change them; what is left out stays. A shorter time destroys what is older within the hour',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, body: venueRulesChangesSchema },
    output: venueRulesSchema,
    limits: { bodyBytes: 4_096, rate: 'write' },
    handler: async ({ params, body, session }) =>
      (await settings.changeRules(params.venueId, body, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/rules/preview`,
    summary: 'How many visits would lose their contacts or health answers under other days',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, query: z.strictObject({ contactDays: daysInQuery, healthDays: daysInQuery }) },
    output: retentionPreviewSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ params, query }) => settings.previewRetention(params.venueId, query),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/organisation`,
    summary: 'What the organisation is called and writes in',
    auth: { roles: [...managers, 'staff', 'auditor'], scope: 'organisation' },
    input: {},
    output: organisationSettingsSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ organisationId }) => (await settings.findOrganisation(organisationId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/organisation`,
    summary: 'Change them; what is left out stays',
    auth: { roles: ['owner'], scope: 'organisation' },
    input: { body: organisationChangesSchema },
    output: organisationSettingsSchema,
    limits: { bodyBytes: 2_048, rate: 'write' },
    handler: async ({ organisationId, body, session }) =>
      (await settings.changeOrganisation(organisationId, body, session.accountId)) ?? refuse('not-found'),
  }),
];
