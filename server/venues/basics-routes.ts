import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  entranceChangesSchema,
  entranceOrderSchema,
  type VenueBasics,
  venueBasicsSchema,
  venueChangesSchema,
  venueListQuerySchema,
  venueMatchesSchema,
  venueMatchQuerySchema,
  venuePageSchema,
} from '#shared/contract/portal-venues.ts';
import { entranceIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import type { BasicsRefusal } from './basics.ts';
import type { VenueService } from './service.ts';

const readers = ['owner', 'manager', 'staff', 'auditor'] as const;
const managers = ['owner', 'manager'] as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;
const writing = { bodyBytes: 16_384, rate: 'write' } as const;
const acting = { bodyBytes: 0, rate: 'write' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });
const entranceParams = z.strictObject({ entranceId: entranceIdSchema });
const output = venueBasicsSchema;
const ofVenue = { roles: managers, scope: 'venue' } as const;
const ofEntrance = { roles: managers, scope: 'entrance' } as const;

function answer(result: Result<VenueBasics, BasicsRefusal>): VenueBasics | Refusal {
  if (result.ok) return result.value;
  switch (result.error) {
    case 'unknown-commune':
      return refuse('invalid-input', { fields: { 'address.communeCode': 'unknown' } });
    case 'external-id-taken':
      return refuse('conflict', { fields: { externalId: 'taken' } });
    case 'not-found':
    case 'conflict':
      return refuse(result.error);
  }
}

/** Before the route of one venue: `/venues/matches` is none. */
export const venueListRoutes = (venues: VenueService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venue-list`,
    summary: 'The venues of the organisation, by page: looked for, filtered, in order',
    auth: { roles: readers, scope: 'organisation' },
    input: { query: venueListQuerySchema },
    output: venuePageSchema,
    limits: reading,
    handler: async ({ organisationId, query }) =>
      (await venues.listPage(organisationId, query)) ?? refuse('invalid-input', { fields: { after: 'unknown' } }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venue-matches`,
    summary: 'Whether a venue of this name is at this address already, without whose',
    auth: 'public',
    input: { body: venueMatchQuerySchema },
    output: venueMatchesSchema,
    // As few as registrations: nobody lists a town's venues by this.
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    handler: ({ body }) => venues.findMatches(null, body),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/matches`,
    summary: 'The same for who is signed in: those of the own organisation by name',
    auth: { roles: managers, scope: 'organisation' },
    input: { body: venueMatchQuerySchema },
    output: venueMatchesSchema,
    limits: { bodyBytes: 4_096, rate: 'credentials' },
    handler: ({ organisationId, body }) => venues.findMatches(organisationId, body),
  }),
];

export const venueBasicsRoutes = ({ basics }: VenueService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/basics`,
    summary: 'What the owner keeps of a venue, closed or not',
    auth: ofVenue,
    input: { params: venueParams },
    output,
    limits: reading,
    handler: async ({ organisationId, params }) =>
      (await basics.find(organisationId, params.venueId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/venues/:venueId/basics`,
    summary: 'Change what is told of a venue; what is left out stays',
    auth: ofVenue,
    input: { params: venueParams, body: venueChangesSchema },
    output,
    limits: writing,
    handler: async ({ organisationId, session, params: { venueId }, body }) =>
      answer(await basics.change({ organisationId, venueId, actor: session.accountId }, body)),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/closure`,
    summary: 'Close a venue: its posters lead nowhere; its log stays',
    auth: ofVenue,
    input: { params: venueParams },
    output,
    limits: acting,
    handler: async ({ organisationId, session, params: { venueId } }) =>
      answer(await basics.close({ organisationId, venueId, actor: session.accountId })),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/venues/:venueId/closure`,
    summary: 'Open it again',
    auth: ofVenue,
    input: { params: venueParams },
    output,
    limits: acting,
    handler: async ({ organisationId, session, params: { venueId } }) =>
      answer(await basics.reopen({ organisationId, venueId, actor: session.accountId })),
  }),
  ...entranceActs(basics),
];

const entranceActs = (basics: VenueService['basics']): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/entrance-order`,
    summary: 'The order in which its entrances are listed',
    auth: ofVenue,
    input: { params: venueParams, body: entranceOrderSchema },
    output,
    limits: writing,
    handler: async ({ organisationId, session, params: { venueId }, body }) =>
      answer(await basics.order({ organisationId, venueId, actor: session.accountId }, body.entranceIds)),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/entrances/:entranceId`,
    summary: 'Rename an entrance',
    auth: ofEntrance,
    input: { params: entranceParams, body: entranceChangesSchema },
    output,
    limits: writing,
    handler: async ({ organisationId, session, params, body }) =>
      answer(await basics.rename({ organisationId, actor: session.accountId }, params.entranceId, body.name)),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/entrances/:entranceId/retirement`,
    summary: 'Take an entrance out of use: its poster leads nowhere',
    auth: ofEntrance,
    input: { params: entranceParams },
    output,
    limits: acting,
    handler: async ({ organisationId, session, params }) =>
      answer(await basics.retire({ organisationId, actor: session.accountId }, params.entranceId)),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${PORTAL_API}/entrances/:entranceId/retirement`,
    summary: 'Take it into use again, with the same poster',
    auth: ofEntrance,
    input: { params: entranceParams },
    output,
    limits: acting,
    handler: async ({ organisationId, session, params }) =>
      answer(await basics.restore({ organisationId, actor: session.accountId }, params.entranceId)),
  }),
];
