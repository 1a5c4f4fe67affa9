import { passRequestSchema, passResponseSchema, passTermsSchema, VISITOR_API } from '#shared/contract/visitor-api.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { PassService } from './service.ts';

export const passRoutes = (passes: PassService): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${VISITOR_API}/pass-terms`,
    summary: 'What a visitor agrees to before a pass is made',
    auth: 'public',
    input: {},
    output: passTermsSchema,
    limits: { bodyBytes: 0, rate: 'visitor-read' },
    handler: async () => passes.terms,
  }),
  defineRoute({
    method: 'POST',
    path: `${VISITOR_API}/passes`,
    summary: 'Make a visitor pass; its text is shown once',
    auth: 'public',
    input: { body: passRequestSchema },
    output: passResponseSchema,
    limits: { bodyBytes: 4_096, rate: 'visitor-write' },
    status: 201,
    async handler({ body }) {
      const issued = await passes.issue(body);
      if (issued.ok) return issued.value;
      return issued.error === 'not-a-phone'
        ? refuse('invalid-input', { fields: { phone: 'not-a-phone' } })
        : refuse('conflict', { fields: { consentVersion: 'outdated' } });
    },
  }),
];
