import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  callListSchema,
  insideListSchema,
  openedInsideSchema,
  resolutionSchema,
} from '#shared/contract/portal-door.ts';
import { staffCheckedInSchema, staffCheckInSchema } from '#shared/contract/portal-visits.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import { venueIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { defineRoute, type FileAnswer, fileOutput, noOutput, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import type { CheckInProblem } from './check-in.ts';
import type { PresenceService } from './service.ts';

const actors = ['owner', 'manager', 'staff'] as const;
const reading = {
  auth: { roles: [...actors, 'auditor'], scope: 'venue' },
  limits: { bodyBytes: 0, rate: 'read' },
} as const;
const venueParams = z.strictObject({ venueId: venueIdSchema });
const visitParams = z.strictObject({ visitId: visitIdSchema });

export const presenceRoutes = (presence: PresenceService): Route[] => [
  ...readingRoutes(presence),
  ...checkInRoutes(presence),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/visits/:visitId/resolution`,
    summary: 'The staff decides about a person who was told to see them',
    auth: { roles: actors, scope: 'visit' },
    input: { params: visitParams, body: resolutionSchema },
    output: noOutput,
    limits: { bodyBytes: 1_024, rate: 'write' },
    async handler({ params, body, session }) {
      const resolved = await presence.resolve(params.visitId, body.verdict, session.accountId);
      return resolved === 'done' ? undefined : refuse(resolved);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/visits/:visitId/departure`,
    summary: 'The staff saw somebody leave',
    auth: { roles: actors, scope: 'visit' },
    input: { params: visitParams },
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ params, session }) {
      const departed = await presence.depart(params.visitId, session.accountId);
      return departed === 'done' ? undefined : refuse(departed);
    },
  }),
];

const readingRoutes = (presence: PresenceService): Route[] => [
  defineRoute({
    ...reading,
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/inside`,
    summary: 'Who is inside the venue, masked, oldest first',
    input: { params: venueParams },
    output: insideListSchema,
    handler: async ({ params, session }) =>
      (await presence.listInside(params.venueId, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/inside/opening`,
    summary: 'Names and phones of all who are inside, in full, in an emergency; each time in the trail',
    auth: { roles: ['owner', 'manager'], scope: 'venue' },
    input: { params: venueParams },
    output: openedInsideSchema,
    limits: { bodyBytes: 0, rate: 'file' },
    handler: async ({ params, session }) =>
      (await presence.openInside(params.venueId, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    ...reading,
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/inside.pdf`,
    summary: 'The evacuation list of the venue, A4, masked',
    input: { params: venueParams, query: z.strictObject({ language: languageSchema.default('vi') }) },
    output: fileOutput('application/pdf'),
    limits: { bodyBytes: 0, rate: 'file' },
    async handler({ params, query, session }) {
      const pdf = await presence.printInside(params.venueId, query.language, session.accountId);
      if (!pdf) return refuse('not-found');
      const { bytes: body, fileName } = pdf;
      return { contentType: 'application/pdf', fileName, disposition: 'inline', body } satisfies FileAnswer;
    },
  }),
  defineRoute({
    ...reading,
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/calls`,
    summary: 'People told to see the staff who still wait, the longest first',
    input: { params: venueParams },
    output: callListSchema,
    handler: ({ params, session }) => presence.listCalls(params.venueId, session.accountId),
  }),
];

const checkInRoutes = (presence: PresenceService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PORTAL_API}/venues/:venueId/check-in-questions`,
    summary: 'What staff ask whom they write in',
    auth: { roles: actors, scope: 'venue' },
    input: { params: venueParams },
    output: questionSetSchema,
    limits: { bodyBytes: 0, rate: 'read' },
    handler: async ({ params }) => (await presence.findQuestions(params.venueId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/venues/:venueId/check-ins`,
    summary: 'Staff write somebody in on their behalf; the same id again is the same visit',
    auth: { roles: actors, scope: 'venue' },
    input: { params: venueParams, body: staffCheckInSchema },
    output: staffCheckedInSchema,
    limits: { bodyBytes: 16_384, rate: 'write' },
    status: 201,
    async handler({ params, body, session, organisationId }) {
      const by = { accountId: session.accountId, organisationId };
      const checkedIn = await presence.checkIn(params.venueId, body, by);
      return checkedIn.ok ? checkedIn.value : refuseCheckIn(checkedIn.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${PORTAL_API}/visits/:visitId/cancellation`,
    summary: 'Takes back what staff wrote in a moment ago',
    auth: { roles: actors, scope: 'visit' },
    input: { params: visitParams },
    output: noOutput,
    limits: { bodyBytes: 0, rate: 'write' },
    async handler({ params, session }) {
      const cancelled = await presence.cancel(params.visitId, session.accountId);
      return cancelled === 'done' ? undefined : refuse(cancelled);
    },
  }),
];

const FIELDS: Readonly<Record<Exclude<CheckInProblem, 'conflict'>, readonly [field: string, reason: string]>> = {
  'not-a-phone': ['phone', 'not-a-phone'],
  'answers-incomplete': ['answers', 'incomplete'],
  'questions-unknown': ['questionsVersion', 'unknown'],
  'consent-outdated': ['consentVersion', 'outdated'],
};

function refuseCheckIn(problem: CheckInProblem): Refusal {
  if (problem === 'conflict') return refuse('conflict');
  const [field, reason] = FIELDS[problem];
  return refuse('invalid-input', { fields: { [field]: reason } });
}
