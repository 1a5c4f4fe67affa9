import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  type DoorChanges,
  doorChangesSchema,
  doorSettingsSchema,
  entranceDoorSchema,
} from '#shared/contract/portal-door.ts';
import { entranceIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { DoorService } from './service.ts';

const managers = ['owner', 'manager'] as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });

export const doorRoutes = (doors: DoorService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/door`,
    summary: 'How the kiosks of a venue behave',
    auth: { roles: [...managers, 'auditor'], scope: 'venue' },
    input: { params: venueParams },
    output: doorSettingsSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params }) => (await doors.find(params.venueId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/venues/:venueId/door`,
    summary: 'Change what kiosks do, or the PIN of their staff pages; what is left out stays',
    auth: { roles: managers, scope: 'venue', recent: (body) => (body as DoorChanges).staffPin !== undefined },
    input: { params: venueParams, body: doorChangesSchema },
    output: doorSettingsSchema,
    limits: { bodyBytes: 8_192, rate: 'write' },
    handler: async ({ params, session, body }) =>
      (await doors.change(params.venueId, body, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${PORTAL_API}/entrances/:entranceId/door`,
    summary: 'Which way an entrance goes',
    auth: { roles: managers, scope: 'entrance' },
    input: { params: z.strictObject({ entranceId: entranceIdSchema }), body: entranceDoorSchema },
    output: doorSettingsSchema,
    limits: { bodyBytes: 1_024, rate: 'write' },
    handler: async ({ params, session, body }) =>
      (await doors.changeMode(params.entranceId, body.mode, session.accountId)) ?? refuse('not-found'),
  }),
];
