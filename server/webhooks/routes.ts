import { z } from 'zod';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  deliveryListSchema,
  webhookInputSchema,
  webhookListSchema,
  webhookSchema,
  webhookSecretSchema,
} from '#shared/contract/portal-integrations.ts';
import { defineRoute, noOutput, type Route } from '../http/define-route.ts';
import { refuse } from '../http/refusal.ts';
import type { WebhookService } from './service.ts';

const BASE = `${PORTAL_API}/webhooks`;
const ONE = `${BASE}/:webhookId`;
const auth = { roles: ['owner'], scope: 'organisation' } as const;
const params = z.strictObject({ webhookId: z.uuid() });
const reading = { bodyBytes: 0, rate: 'read' } as const;
const acting = { bodyBytes: 0, rate: 'write' } as const;

export const webhookRoutes = (webhooks: WebhookService): Route[] => [
  ...keepingRoutes(webhooks),
  defineRoute({
    method: 'POST',
    path: `${ONE}/test`,
    summary: 'Send a message that says nothing',
    auth,
    input: { params },
    output: webhookSchema,
    limits: acting,
    handler: async ({ organisationId, session, params: { webhookId } }) =>
      (await webhooks.test(organisationId, webhookId, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'GET',
    path: `${ONE}/deliveries`,
    summary: 'The last hundred messages and what became of them',
    auth,
    input: { params },
    output: deliveryListSchema,
    limits: reading,
    async handler({ organisationId, params: { webhookId } }) {
      const deliveries = await webhooks.deliveries(organisationId, webhookId);
      return deliveries ? { deliveries } : refuse('not-found');
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/deliveries/:deliveryId/resend`,
    summary: 'Send a message again, with the same id',
    auth,
    input: { params: params.extend({ deliveryId: z.uuid() }) },
    output: noOutput,
    limits: acting,
    handler: async ({ organisationId, params: { webhookId, deliveryId } }) =>
      (await webhooks.resend(organisationId, webhookId, deliveryId)) ? undefined : refuse('not-found'),
  }),
];

const keepingRoutes = (webhooks: WebhookService): Route[] => [
  defineRoute({
    method: 'GET',
    path: BASE,
    summary: 'Webhooks of the organisation',
    auth,
    input: {},
    output: webhookListSchema,
    limits: reading,
    handler: async ({ organisationId }) => ({ webhooks: await webhooks.list(organisationId) }),
  }),
  defineRoute({
    method: 'POST',
    path: BASE,
    summary: 'A new webhook; its secret is shown this once',
    auth: { ...auth, recent: 'always' },
    input: { body: webhookInputSchema },
    output: webhookSecretSchema,
    limits: { bodyBytes: 2_048, rate: 'write' },
    status: 201,
    async handler({ organisationId, session, body }) {
      const made = await webhooks.create(organisationId, body, session.accountId);
      if (made.ok) return made.value;
      return made.error === 'too-many' ? refuse('too-large') : refuse('invalid-input', { fields: { url: made.error } });
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: ONE,
    summary: 'Turn a webhook on or off',
    auth,
    input: { params, body: z.strictObject({ enabled: z.boolean() }) },
    output: webhookSchema,
    limits: { bodyBytes: 256, rate: 'write' },
    handler: async ({ organisationId, session, params: { webhookId }, body }) =>
      (await webhooks.setEnabled(organisationId, webhookId, body.enabled, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'POST',
    path: `${ONE}/secret`,
    summary: 'A new secret, shown this once; the old one counts for a day',
    auth: { ...auth, recent: 'always' },
    input: { params },
    output: webhookSecretSchema,
    limits: acting,
    handler: async ({ organisationId, session, params: { webhookId } }) =>
      (await webhooks.rotateSecret(organisationId, webhookId, session.accountId)) ?? refuse('not-found'),
  }),
  defineRoute({
    method: 'DELETE',
    path: ONE,
    summary: 'Remove a webhook and what waits for it',
    auth,
    input: { params },
    output: noOutput,
    limits: acting,
    handler: async ({ organisationId, session, params: { webhookId } }) =>
      (await webhooks.remove(organisationId, webhookId, session.accountId)) ? undefined : refuse('not-found'),
  }),
];
