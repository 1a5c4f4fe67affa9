import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  remindedSchema,
  reminderMeansSchema,
  remindInputSchema,
  undoRemindersSchema,
  venueWardSchema,
} from '#shared/contract/portal-ward.ts';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { WardService } from '../ward/service.ts';
import type { ReminderService } from './service.ts';

const officers = ['ward-officer', 'city-officer', 'province-officer'] as const;
const acting = { roles: officers, scope: 'unit' } as const;
const writing = { bodyBytes: 16_384, rate: 'write' } as const;

export const reminderRoutes = (reminders: ReminderService, ward: Pick<WardService, 'findVerifiedAt'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/ward/reminders`,
    summary: 'By what means reminders can be sent from here',
    auth: acting,
    input: {},
    output: reminderMeansSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async () => ({ canMail: reminders.canMail }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/reminders`,
    summary: 'Remind venues, each at most once a day',
    auth: acting,
    input: { body: remindInputSchema },
    output: remindedSchema,
    limits: writing,
    status: 201,
    handler: ({ session, body }) => reminders.remind(session, body),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/ward/reminders/undo`,
    summary: 'Take reminders of today back',
    auth: acting,
    input: { body: undoRemindersSchema },
    output: noOutput,
    limits: writing,
    handler: async ({ session, body }) => ((await reminders.undo(session, body.ids)) ? undefined : refuse('not-found')),
  }),
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/ward`,
    summary: 'What the venue’s ward says of it',
    auth: { roles: ['owner', 'manager', 'staff', 'auditor'], scope: 'venue' },
    input: { params: z.strictObject({ venueId: venueIdSchema }) },
    output: venueWardSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    async handler({ params }) {
      const said = await reminders.describe(params.venueId);
      return said ? { ...said, verifiedAt: await ward.findVerifiedAt(params.venueId) } : refuse('not-found');
    },
  }),
];
