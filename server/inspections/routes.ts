import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  inspectionInputSchema,
  inspectionListSchema,
  inspectionRoundQuerySchema,
  inspectionRoundSchema,
  inspectionSchema,
} from '#shared/contract/portal-ward-cases.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { InspectionService } from './service.ts';

const officers = ['ward-officer', 'city-officer', 'province-officer'] as const;
const reading = { bodyBytes: 0, rate: 'read' } as const;

export const inspectionRoutes = (inspections: InspectionService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/inspection-round`,
    summary: 'The venues of a commune, for a phone that goes where there is no network',
    auth: { roles: officers, scope: 'unit' },
    input: { query: inspectionRoundQuerySchema },
    output: inspectionRoundSchema,
    limits: reading,
    handler: async ({ session, query }) => (await inspections.readRound(session, query.unit)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/inspections`,
    summary: 'What was found at a venue; the same one may come again',
    auth: { roles: officers, scope: 'unit' },
    input: { body: inspectionInputSchema },
    output: inspectionSchema,
    limits: { bodyBytes: 4_096, rate: 'write' },
    status: 201,
    handler: async ({ session, body }) => (await inspections.record(session, body)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/venues/:venueId/inspections`,
    summary: 'How a venue was found, newest first',
    auth: { roles: officers, scope: 'unit-venue' },
    input: { params: z.strictObject({ venueId: venueIdSchema }) },
    output: inspectionListSchema,
    limits: reading,
    handler: async ({ params }) => ({ inspections: await inspections.listOf(params.venueId) }),
  }),
];
