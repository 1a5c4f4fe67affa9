import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { closureActSchema, closureInputSchema, ownClosuresSchema } from '#shared/contract/portal-closures.ts';
import { caseListSchema } from '#shared/contract/portal-ward-cases.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { WardCaseService } from '../ward-cases/service.ts';
import type { ClosureService } from './service.ts';

const acting = { roles: ['ward-officer', 'city-officer', 'province-officer'], scope: 'unit' } as const;
const writing = { bodyBytes: 8_192, rate: 'write' } as const;

export const closureRoutes = (closures: ClosureService, cases: Pick<WardCaseService, 'listOfUnits'>): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/closures`,
    summary: 'Settle a dispute by closing the venue; its posters say so from then on, its owner is told',
    auth: acting,
    input: { body: closureInputSchema },
    output: caseListSchema,
    limits: writing,
    status: 201,
    async handler({ session, body }) {
      const closed = await closures.close(session, body);
      return closed.ok ? { cases: await cases.listOfUnits(session, undefined) } : refuse(closed.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/closures/undo`,
    summary: 'Open such a venue again, within the grace period',
    auth: acting,
    input: { body: closureActSchema },
    output: caseListSchema,
    limits: writing,
    async handler({ session, body }) {
      const undone = await closures.undo(session, body.id);
      return undone.ok ? { cases: await cases.listOfUnits(session, undefined) } : refuse(undone.error);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward-closures`,
    summary: 'Which venues of the organisation a ward has closed, and why',
    auth: { roles: ['owner', 'manager'], scope: 'organisation' },
    input: {},
    output: ownClosuresSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ organisationId }) => ({ closures: await closures.listOf(organisationId) }),
  }),
];
