import { z } from 'zod';
import { dayFiguresSchema, dayQuerySchema, PORTAL_API, visitStreamEventSchema } from '#shared/contract/portal-api.ts';
import {
  insightsQuerySchema,
  insightsSchema,
  revealedContactSchema,
  visitDetailSchema,
  visitPageSchema,
  visitQuerySchema,
  visitSearchPageSchema,
  visitSearchSchema,
} from '#shared/contract/portal-visits.ts';
import { venueIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import type { AccountService } from '../accounts/service.ts';
import { defineRoute, eventsOutput, type Route } from '../http/define-route.ts';
import type { Session } from '../http/principals.ts';
import { refuse } from '../http/refusal.ts';
import type { RowReader, VisitService } from './service.ts';

const auth = { roles: ['owner', 'manager', 'staff', 'auditor'], scope: 'venue' } as const;
const params = z.strictObject({ venueId: venueIdSchema });
const limits = { bodyBytes: 0, rate: 'read' } as const;
const readerOf = ({ role }: Session): RowReader => ({ seesStaff: role === 'owner' || role === 'manager' });

export const visitRoutes = (visits: VisitService, accounts: Pick<AccountService, 'isLive'>): Route[] => [
  ...logRoutes(visits),
  ...visitDetailRoutes(visits),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/day`,
    summary: 'Figures of a day',
    auth,
    input: { params, query: dayQuerySchema },
    output: dayFiguresSchema,
    limits,
    handler: ({ params: { venueId }, query: { day } }) => visits.figures(venueId, day),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/insights`,
    summary: 'Arrivals by day, weekday, hour and way; symptoms by week, of ten people or more',
    auth,
    input: { params, query: insightsQuerySchema },
    output: insightsSchema,
    limits,
    handler: ({ params: { venueId }, query: { from, to, entranceId } }) =>
      visits.insights({ venueId, from, to, entranceId }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/visits/stream`,
    summary: 'Visits as they come and change, masked; ends with the session',
    auth,
    input: { params },
    output: eventsOutput(visitStreamEventSchema),
    limits,
    async handler({ params: { venueId }, session, organisationId }) {
      const isAllowed = () => accounts.isLive(session);
      const by = { accountId: session.accountId, organisationId };
      return (send, signal) =>
        visits.watch({ venueId, isAllowed, reader: readerOf(session), by }, (row) => send('visit', row), signal);
    },
  }),
];

const logRoutes = (visits: VisitService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/visits`,
    summary: 'The log, masked, newest first, up to 100 a page',
    auth,
    input: { params, query: visitQuerySchema },
    output: visitPageSchema,
    limits,
    async handler({ params: { venueId }, query: { before, ...filter }, session, organisationId }) {
      const by = { accountId: session.accountId, organisationId };
      const page = await visits.listPage({ venueId, filter, before, reader: readerOf(session), by });
      return page ?? refuse('invalid-input', { fields: { before: 'unknown' } });
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/visit-searches`,
    summary: 'Looks in the log for a name or a phone number; masked, newest first, a bounded part of the log a page',
    auth,
    input: { params, body: visitSearchSchema },
    output: visitSearchPageSchema,
    limits: { bodyBytes: 4_096, rate: 'read' },
    async handler({ params: { venueId }, body: { filter, text, before }, session, organisationId }) {
      const by = { accountId: session.accountId, organisationId };
      const page = await visits.search({ venueId, filter, before, reader: readerOf(session), by }, text);
      if (page === 'bad-cursor') return refuse('invalid-input', { fields: { before: 'unknown' } });
      return page === 'bad-text' ? refuse('invalid-input', { fields: { text: 'too-short' } }) : page;
    },
  }),
];

const visitParams = z.strictObject({ visitId: visitIdSchema });

const visitDetailRoutes = (visits: VisitService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/visits/:visitId`,
    summary: 'One visit and what happened in it, masked',
    auth: { ...auth, scope: 'visit' },
    input: { params: visitParams },
    output: visitDetailSchema,
    limits,
    async handler({ params: { visitId }, session, organisationId }) {
      const by = { accountId: session.accountId, organisationId };
      return (await visits.detail(visitId, readerOf(session), by)) ?? refuse('not-found');
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/visits/:visitId/reveal`,
    summary: 'Name and phone of one visit in full; each time in the audit trail',
    // Auditors see what was done, not whom it was done with.
    auth: { roles: ['owner', 'manager', 'staff'], scope: 'visit' },
    input: { params: visitParams },
    output: revealedContactSchema,
    limits: { bodyBytes: 0, rate: 'reveal' },
    async handler({ params: { visitId }, session, organisationId }) {
      return (await visits.reveal(visitId, { accountId: session.accountId, organisationId })) ?? refuse('not-found');
    },
  }),
];
