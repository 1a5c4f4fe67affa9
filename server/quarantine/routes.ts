import { z } from 'zod';
import { quarantineCodeSchema } from '#shared/contract/kiosk-sync.ts';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  quarantineActResultSchema,
  quarantineActSchema,
  quarantineOverviewSchema,
  quarantinePageSchema,
} from '#shared/contract/portal-quarantine.ts';
import { kioskIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { QuarantineService } from './service.ts';

const roles = ['owner', 'manager'] as const;
const ofKiosk = { roles, scope: 'kiosk' } as const;
const kioskParams = z.strictObject({ kioskId: kioskIdSchema });
/** 500 ids and a few words. */
const MAX_ACT_BYTES = 32_768;

export const quarantineRoutes = (quarantine: QuarantineService): Route[] => [
  ...overviewRoutes(quarantine),
  ...decisionRoutes(quarantine),
];

const overviewRoutes = (quarantine: QuarantineService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/quarantine`,
    summary: 'What is put aside at all venues, by kiosk and reason',
    auth: { roles, scope: 'organisation' },
    input: {},
    output: quarantineOverviewSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ organisationId }) => ({ groups: await quarantine.overview({ organisationId }) }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/quarantine`,
    summary: 'What is put aside at a venue, by kiosk and reason',
    auth: { roles, scope: 'venue' },
    input: { params: z.strictObject({ venueId: venueIdSchema }) },
    output: quarantineOverviewSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params: { venueId } }) => ({ groups: await quarantine.overview({ venueId }) }),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/kiosks/:kioskId/quarantine`,
    summary: 'The records of a kiosk that are put aside for one reason',
    auth: ofKiosk,
    input: {
      params: kioskParams,
      query: z.strictObject({ code: quarantineCodeSchema, after: z.string().max(100).optional() }),
    },
    output: quarantinePageSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params, query }) =>
      (await quarantine.list(params.kioskId, query.code, query.after)) ?? refuse('not-found'),
  }),
];

const decisionRoutes = (quarantine: QuarantineService): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/kiosks/:kioskId/quarantine/release`,
    summary: 'Judge records again as if what stood in their way were gone',
    auth: ofKiosk,
    input: { params: kioskParams, body: quarantineActSchema },
    output: quarantineActResultSchema,
    limits: { bodyBytes: MAX_ACT_BYTES, rate: 'write' },
    async handler({ params, body, session }) {
      const result = await quarantine.release(params.kioskId, body, session.accountId);
      return typeof result === 'string' ? refuse(result) : result;
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/kiosks/:kioskId/quarantine/dismissal`,
    summary: 'Set records aside for good; they are kept until their time is over',
    auth: ofKiosk,
    input: { params: kioskParams, body: quarantineActSchema },
    output: quarantineActResultSchema,
    limits: { bodyBytes: MAX_ACT_BYTES, rate: 'write' },
    async handler({ params, body, session }) {
      const result = await quarantine.dismiss(params.kioskId, body, session.accountId);
      return typeof result === 'string' ? refuse(result) : result;
    },
  }),
];
