import { z } from 'zod';
import {
  entranceInputSchema,
  PORTAL_API,
  venueInputSchema,
  venueListSchema,
  venueSchema,
} from '#shared/contract/portal-api.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import { venueBasicsRoutes, venueListRoutes } from './basics-routes.ts';
import type { VenueService } from './service.ts';

const readers = ['owner', 'manager', 'staff', 'auditor'] as const;
const managers = ['owner', 'manager'] as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const writing = { bodyBytes: 32_768, rate: 'write' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });

export const venueRoutes = (venues: VenueService): Route[] => [
  ...venueListRoutes(venues),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues`,
    summary: 'The venues of the organisation, oldest first',
    auth: { roles: readers, scope: 'organisation' },
    input: {},
    output: venueListSchema,
    limits: reading,
    handler: async ({ organisationId }) => ({ venues: await venues.list(organisationId) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues`,
    summary: 'Add a venue with its entrances',
    auth: { roles: managers, scope: 'organisation' },
    input: { body: venueInputSchema },
    output: venueSchema,
    limits: writing,
    status: 201,
    async handler({ organisationId, session, body }) {
      const venue = await venues.create({ organisationId, actor: session.accountId, input: body });
      return venue === 'unknown-commune'
        ? refuse('invalid-input', { fields: { 'address.communeCode': 'unknown' } })
        : venue;
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId`,
    summary: 'One venue',
    auth: { roles: readers, scope: 'venue' },
    input: { params: venueParams },
    output: venueSchema,
    limits: reading,
    handler: async ({ organisationId, params }) =>
      (await venues.find(organisationId, params.venueId)) ?? refuse('not-found'),
  }),
  ...venueBasicsRoutes(venues),
  ...entranceRoutes(venues),
];

const entranceRoutes = (venues: VenueService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/entrances`,
    summary: 'Add an entrance',
    auth: { roles: managers, scope: 'venue' },
    input: { params: venueParams, body: entranceInputSchema },
    output: venueSchema,
    limits: writing,
    status: 201,
    handler: async ({ organisationId, session, params, body }) =>
      (await venues.addEntrance(organisationId, params.venueId, body.name, session.accountId)) ?? refuse('not-found'),
  }),
];
