import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  issuedStaffCardSchema,
  staffCardInputSchema,
  staffCardListSchema,
  staffCardSchema,
} from '#shared/contract/portal-door.ts';
import { staffCardIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { StaffCardService } from './service.ts';

const managers = ['owner', 'manager'] as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });

export const staffCardRoutes = (cards: StaffCardService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/staff-cards`,
    summary: 'Staff cards of a venue, newest first, revoked ones too',
    auth: { roles: [...managers, 'auditor'], scope: 'venue' },
    input: { params: venueParams },
    output: staffCardListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params }) => ({ cards: await cards.list(params.venueId) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/staff-cards`,
    summary: 'Issue a staff card; its code is told once',
    auth: { roles: managers, scope: 'venue', recent: 'always' },
    input: { params: venueParams, body: staffCardInputSchema },
    output: issuedStaffCardSchema,
    limits: { bodyBytes: 2_048, rate: 'write' },
    status: 201,
    async handler({ params, body, session }) {
      const issued = await cards.issue(params.venueId, body.label, session.accountId);
      return issued.ok ? issued.value : refuse(issued.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/staff-cards/:staffCardId/revocation`,
    summary: 'A staff card is valid no longer',
    auth: { roles: managers, scope: 'staff-card' },
    input: { params: z.strictObject({ staffCardId: staffCardIdSchema }) },
    output: staffCardSchema,
    limits: { bodyBytes: 0, rate: 'write' },
    handler: async ({ params, session }) =>
      (await cards.revoke(params.staffCardId, session.accountId)) ?? refuse('not-found'),
  }),
];
