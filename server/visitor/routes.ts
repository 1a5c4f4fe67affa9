import { z } from 'zod';
import {
  entranceQuerySchema,
  publicEntranceSchema,
  selfCheckInRequestSchema,
  selfCheckInResponseSchema,
  VISITOR_API,
} from '#shared/contract/visitor-api.ts';
import { entranceCodeSchema } from '#shared/domain/ids.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import type { CheckInProblem, VisitorService } from './service.ts';

const params = z.strictObject({ code: entranceCodeSchema });

export const visitorRoutes = (visitor: VisitorService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${VISITOR_API}/entrances/:code`,
    summary: 'What stands behind a poster: the venue, the declaration, the consent',
    auth: 'public',
    input: { params, query: entranceQuerySchema },
    output: publicEntranceSchema,
    limits: { bodyBytes: 0, rate: 'visitor-read' },
    async handler({ params: { code }, query: { look } }) {
      const found = await visitor.findEntrance(code, look === undefined);
      return found.ok ? found.value : refuseCheckIn(found.error);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${VISITOR_API}/entrances/:code/check-ins`,
    summary: 'Check oneself in; the same id again is the same check-in',
    auth: 'public',
    input: { params, body: selfCheckInRequestSchema },
    output: selfCheckInResponseSchema,
    limits: { bodyBytes: 16_384, rate: 'visitor-write' },
    status: 201,
    async handler({ params: { code }, body }) {
      const checkedIn = await visitor.checkIn(code, body);
      return checkedIn.ok ? checkedIn.value : refuseCheckIn(checkedIn.error);
    },
  }),
];

function refuseCheckIn(problem: CheckInProblem): Refusal {
  switch (problem) {
    case 'not-found':
    case 'conflict':
      return refuse(problem);
    case 'poster-replaced':
      return refuse('code-expired');
    case 'venue-closed':
      return refuse('venue-closed');
    case 'not-a-phone':
      return refuse('invalid-input', { fields: { phone: 'not-a-phone' } });
    case 'answers-incomplete':
      return refuse('invalid-input', { fields: { answers: 'incomplete' } });
    case 'questions-unknown':
      return refuse('invalid-input', { fields: { questionsVersion: 'unknown' } });
    case 'consent-outdated':
      return refuse('invalid-input', { fields: { consentVersion: 'outdated' } });
  }
}
