import { z } from 'zod';
import {
  PAIRING_PATH,
  pairingRequestSchema,
  pairingResponseSchema,
  TIME_PATH,
  timeRequestSchema,
  timeResponseSchema,
} from '#shared/contract/kiosk-sync.ts';
import { kioskListSchema, kioskSchema, PORTAL_API, pairingCodeSchema } from '#shared/contract/portal-api.ts';
import { fleetAttentionSchema, fleetSchema, kioskChangesSchema } from '#shared/contract/portal-settings.ts';
import { entranceIdSchema, kioskIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { KioskService } from './service.ts';

/** @param findOfferedVersion the newest program that is offered to kiosks. */
export function kioskRoutes(kiosks: KioskService, findOfferedVersion: () => string | null): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: PAIRING_PATH,
      summary: 'A new kiosk trades a one-time code for its certificate and everything it needs to work alone',
      auth: 'pairing',
      input: { body: pairingRequestSchema },
      output: pairingResponseSchema,
      limits: { bodyBytes: 4_096, rate: 'pairing' },
      handler: async ({ body, pairing }) => {
        const paired = await kiosks.pair(body, pairing);
        return paired.ok ? paired.value : refuse(paired.error);
      },
    }),
    defineRoute({
      method: 'POST',
      path: TIME_PATH,
      summary:
        'The time, signed, for a kiosk whose clock is too wrong to judge a certificate; whatever is thought of it',
      auth: 'kiosk',
      input: { body: timeRequestSchema },
      output: timeResponseSchema,
      limits: { bodyBytes: 8_192, rate: 'kiosk' },
      handler: () => Promise.resolve({ serverTime: kiosks.tellTime() }),
    }),
    defineRoute({
      method: 'POST',
      path: `${PORTAL_API}/entrances/:entranceId/pairing-codes`,
      summary: 'A one-time code to pair a kiosk with this entrance',
      auth: { roles: ['owner', 'manager'], scope: 'entrance', recent: 'always' },
      input: { params: z.object({ entranceId: entranceIdSchema }) },
      output: pairingCodeSchema,
      status: 201,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: async ({ params, session }) =>
        (await kiosks.createPairingCode(params.entranceId, session.accountId)) ?? refuse('not-found'),
    }),
    defineRoute({
      method: 'GET',
      path: `${PORTAL_API}/venues/:venueId/kiosks`,
      summary: 'Kiosks of a venue and how they are',
      auth: { roles: ['owner', 'manager', 'staff', 'auditor'], scope: 'venue' },
      input: { params: z.object({ venueId: venueIdSchema }) },
      output: kioskListSchema,
      limits: { bodyBytes: 0, rate: 'read' },
      handler: async ({ params }) => ({ kiosks: await kiosks.list(params.venueId) }),
    }),
    ...fleetRoutes(kiosks, findOfferedVersion),
    ...trustRoutes(kiosks),
  ];
}

/** All kiosks of an organisation, and what one of them is called and where it stands. */
function fleetRoutes(kiosks: KioskService, findOfferedVersion: () => string | null): Route[] {
  return [
    defineRoute({
      method: 'PATCH',
      path: `${PORTAL_API}/kiosks/:kioskId`,
      summary: 'What a kiosk is called, and at which entrance of its venue it stands',
      auth: { roles: ['owner', 'manager'], scope: 'kiosk' },
      input: { params: z.object({ kioskId: kioskIdSchema }), body: kioskChangesSchema },
      output: kioskSchema,
      limits: { bodyBytes: 1_024, rate: 'write' },
      async handler({ params, body, session }) {
        const changed = await kiosks.change(params.kioskId, body, session.accountId);
        if (changed === 'unknown-entrance') return refuse('invalid-input', { fields: { entranceId: 'unknown' } });
        return changed ?? refuse('not-found');
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${PORTAL_API}/fleet`,
      summary: 'Every kiosk of the organisation and how it is',
      auth: { roles: ['owner', 'manager', 'auditor'], scope: 'organisation' },
      input: {},
      output: fleetSchema,
      limits: { bodyBytes: 0, rate: 'read' },
      async handler({ organisationId }) {
        const found = await kiosks.listFleet(organisationId);
        const list = found.map(({ kiosk, venueId, venueName }) => ({ ...kiosk, venueId, venueName }));
        return { at: kiosks.tellTime(), offeredVersion: findOfferedVersion(), kiosks: list };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${PORTAL_API}/fleet/attention`,
      summary: 'How many kiosks somebody should look at',
      auth: { roles: ['owner', 'manager'], scope: 'organisation' },
      input: {},
      output: fleetAttentionSchema,
      limits: { bodyBytes: 0, rate: 'read' },
      async handler({ organisationId }) {
        const found = await kiosks.listFleet(organisationId);
        return { kiosks: found.filter(({ kiosk }) => (kiosk.alerts ?? []).length > 0).length };
      },
    }),
  ];
}

/** Whether a kiosk is believed. */
function trustRoutes(kiosks: KioskService): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: `${PORTAL_API}/kiosks/:kioskId/revocation`,
      summary: 'Trust a kiosk no longer: what it sends from now on is quarantined',
      auth: { roles: ['owner', 'manager'], scope: 'kiosk', recent: 'always' },
      input: { params: z.object({ kioskId: kioskIdSchema }) },
      output: kioskSchema,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: async ({ params, session }) =>
        (await kiosks.revoke(params.kioskId, session.accountId)) ?? refuse('not-found'),
    }),
    defineRoute({
      method: 'POST',
      path: `${PORTAL_API}/kiosks/:kioskId/confirmation`,
      summary: 'Trust a kiosk that came back with its certificate after this server was restored',
      // It gets the staff's PIN and cards by it, as by a pairing.
      auth: { roles: ['owner', 'manager'], scope: 'kiosk', recent: 'always' },
      input: { params: z.object({ kioskId: kioskIdSchema }) },
      output: kioskSchema,
      limits: { bodyBytes: 0, rate: 'write' },
      handler: async ({ params, session }) =>
        (await kiosks.confirm(params.kioskId, session.accountId)) ?? refuse('not-found'),
    }),
  ];
}
