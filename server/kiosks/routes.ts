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
import { entranceIdSchema, kioskIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { KioskService } from './service.ts';

export function kioskRoutes(kiosks: KioskService): Route[] {
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
    ...trustRoutes(kiosks),
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
