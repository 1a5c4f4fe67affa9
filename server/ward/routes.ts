import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  boardQuerySchema,
  boardSchema,
  wardSchema,
  wardVenueDetailSchema,
  wardVenuePageSchema,
  wardVenueQuerySchema,
} from '#shared/contract/portal-ward.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { ReminderService } from '../reminders/service.ts';
import type { WardService } from './service.ts';

const officers = ['ward-officer', 'city-officer', 'province-officer'] as const satisfies readonly [
  OfficerRole,
  ...OfficerRole[],
];
const looking = { roles: officers, scope: 'unit' } as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });
const verification = {
  path: `${PORTAL_API}/ward/venues/:venueId/verification`,
  auth: { roles: ['ward-officer'], scope: 'unit-venue' },
  input: { params: venueParams },
  output: noOutput,
  limits: { bodyBytes: 0, rate: 'write' },
} as const;

export const wardRoutes = (ward: WardService, reminders: Pick<ReminderService, 'listOf'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward`,
    summary: 'Which administrative units are the officer’s',
    auth: { roles: [...officers, 'volunteer'], scope: 'unit' },
    input: {},
    output: wardSchema,
    limits: reading,
    handler: ({ session }) => ward.describe(session),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/board`,
    summary: 'How many venues are registered, active and silent; nothing of a visitor',
    auth: looking,
    input: { query: boardQuerySchema },
    output: boardSchema,
    limits: reading,
    handler: async ({ session, query }) => (await ward.readBoard(session, query.unit)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/venues`,
    summary: 'The venues behind the figures, by name',
    auth: looking,
    input: { query: wardVenueQuerySchema },
    output: wardVenuePageSchema,
    limits: reading,
    handler: async ({ session, query }) => (await ward.listVenues(session, query)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/venues/:venueId`,
    summary: 'What a ward knows of one venue',
    auth: { roles: officers, scope: 'unit-venue' },
    input: { params: venueParams },
    output: wardVenueDetailSchema,
    limits: reading,
    async handler({ session, params }) {
      const found = await ward.findVenue(session, params.venueId);
      return found ? { ...found, reminders: await reminders.listOf(params.venueId) } : refuse('not-found');
    },
  }),
  defineRoute({
    ...verification,
    method: 'POST',
    summary: 'An officer has seen the business',
    handler: ({ session, params }) => ward.verify(params.venueId, session.accountId, true),
  }),
  defineRoute({
    ...verification,
    method: 'DELETE',
    summary: 'Take that back',
    handler: ({ session, params }) => ward.verify(params.venueId, session.accountId, false),
  }),
];
