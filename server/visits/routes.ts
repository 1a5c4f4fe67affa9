import { z } from 'zod';
import {
  dayFiguresSchema,
  PORTAL_API,
  visitPageSchema,
  visitQuerySchema,
  visitStreamEventSchema,
} from '#shared/contract/portal-api.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
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
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/visits`,
    summary: 'The log of a day, masked, newest first, 100 a page',
    auth,
    input: { params, query: visitQuerySchema },
    output: visitPageSchema,
    limits,
    async handler({ params: { venueId }, query: { day, entranceId, before }, session, organisationId }) {
      const by = { accountId: session.accountId, organisationId };
      const page = await visits.listPage({ venueId, day, entranceId, before, reader: readerOf(session), by });
      return page ?? refuse('invalid-input', { fields: { before: 'unknown' } });
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/day`,
    summary: 'Figures of a day',
    auth,
    input: { params, query: visitQuerySchema.pick({ day: true }) },
    output: dayFiguresSchema,
    limits,
    handler: ({ params: { venueId }, query: { day } }) => visits.figures(venueId, day),
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
