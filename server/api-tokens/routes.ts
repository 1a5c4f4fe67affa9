import { z } from 'zod';
import type { Venue } from '#shared/contract/portal-api.ts';
import { dayFiguresSchema, PORTAL_API, venueInputSchema } from '#shared/contract/portal-api.ts';
import {
  apiTokenInputSchema,
  apiTokenListSchema,
  newApiTokenSchema,
  OPEN_API,
  openVenuesSchema,
  openVisitPageSchema,
  openVisitQuerySchema,
} from '#shared/contract/portal-integrations.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema } from '#shared/domain/instant.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { VenueService } from '../venues/service.ts';
import type { VisitService } from '../visits/service.ts';
import type { ApiTokenService } from './service.ts';

const BASE = `${PORTAL_API}/api-tokens`;
const owner = { roles: ['owner'], scope: 'organisation' } as const;
const api = { bodyBytes: 0, rate: 'api' } as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });

export const apiTokenRoutes = (tokens: ApiTokenService): Route[] => [
  defineRoute({
    method: 'GET',
    path: BASE,
    summary: 'Tokens of other programs; never the tokens themselves',
    auth: owner,
    input: {},
    output: apiTokenListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: ({ organisationId }) => tokens.list(organisationId),
  }),
  defineRoute({
    method: 'POST',
    path: BASE,
    summary: 'A new token, shown this once',
    auth: { ...owner, recent: 'always' },
    input: { body: apiTokenInputSchema },
    output: newApiTokenSchema,
    limits: { bodyBytes: 1_024, rate: 'write' },
    status: 201,
    handler: async ({ organisationId, session, body }) =>
      (await tokens.create(organisationId, body, session.accountId)) ?? refuse('too-large'),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${BASE}/:tokenId`,
    summary: 'Revoke a token, for good',
    auth: owner,
    input: { params: z.strictObject({ tokenId: z.uuid() }) },
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    handler: async ({ organisationId, session, params: { tokenId } }) =>
      (await tokens.revoke(organisationId, tokenId, session.accountId)) ? undefined : refuse('not-found'),
  }),
];

interface OpenParts {
  readonly tokens: ApiTokenService;
  readonly venues: VenueService;
  readonly visits: VisitService;
}

/** What other programs may ask; the tenant is the token's. */
export const openApiRoutes = ({ tokens, venues, visits }: OpenParts): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${OPEN_API}/venues`,
    summary: 'The venues of the token’s organisation',
    auth: { token: 'read-venues' },
    input: {},
    output: openVenuesSchema,
    limits: api,
    handler: async ({ organisationId }) => ({ venues: (await venues.list(organisationId)).map(toOpenVenue) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${OPEN_API}/venues`,
    summary: 'Add a venue with its entrances',
    auth: { token: 'write-venues' },
    input: { body: venueInputSchema },
    output: openVenuesSchema.shape.venues.element,
    limits: { bodyBytes: 32_768, rate: 'api' },
    status: 201,
    async handler({ organisationId, token, body }) {
      const venue = await venues.create({ organisationId, actor: `token:${token.id}`, input: body });
      return venue === 'unknown-commune'
        ? refuse('invalid-input', { fields: { 'address.communeCode': 'unknown' } })
        : toOpenVenue(venue);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${OPEN_API}/venues/:venueId/figures`,
    summary: 'Figures of a day: arrivals by quarter of an hour, inside now',
    auth: { token: 'read-figures' },
    input: { params: venueParams, query: z.strictObject({ day: calendarDaySchema.optional() }) },
    output: dayFiguresSchema,
    limits: api,
    handler: ({ params: { venueId }, query: { day } }) => visits.figures(venueId, day),
  }),
  defineRoute({
    method: 'GET',
    path: `${OPEN_API}/venues/:venueId/visits`,
    summary: 'Visits of a day, newest first, masked',
    auth: { token: 'read-visits' },
    input: { params: venueParams, query: openVisitQuerySchema },
    output: openVisitPageSchema,
    limits: api,
    async handler({ organisationId, token, params: { venueId }, query: { day, before } }) {
      await tokens.recordReading(token, 'visits', `venue:${venueId}`);
      const by = { accountId: `token:${token.id}` as never, organisationId };
      const filter = { ...(day !== undefined && { from: day, to: day }) };
      const page = await visits.listPage({ venueId, filter, before, reader: { seesStaff: false }, by });
      return page
        ? { visits: page.visits.map(toOpenVisit), next: page.next }
        : refuse('invalid-input', { fields: { before: 'unknown' } });
    },
  }),
];

const toOpenVenue = ({ id, name, type, address, entrances }: Venue) => ({
  id,
  name,
  type,
  address: [address.line, address.communeName, address.provinceName].join(', '),
  entrances: entrances.map((entrance) => ({ id: entrance.id, name: entrance.name })),
});

type Row = NonNullable<Awaited<ReturnType<VisitService['listPage']>>>['visits'][number];

const toOpenVisit = ({ id, entranceId, arrivedAt, leftAt, way, verdict, maskedName, maskedPhone }: Row) => ({
  ...{ id, entranceId, arrivedAt, leftAt, way, verdict, maskedName, maskedPhone },
});
