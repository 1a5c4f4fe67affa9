import { z } from 'zod';
import { waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { entranceIdSchema, venueIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';

/** Base path of what other programs may ask with a token. */
export const OPEN_API = '/api/v1';

export const API_SCOPES = ['read-venues', 'read-figures', 'read-visits', 'write-venues'] as const;
export const apiScopeSchema = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof apiScopeSchema>;

export const TOKEN_LIVES = [30, 90, 365] as const;

/** POST /api-tokens */
export const apiTokenInputSchema = z.strictObject({
  label: lineSchema(1, 60),
  scopes: z.array(apiScopeSchema).min(1).max(API_SCOPES.length),
  days: z.union(TOKEN_LIVES.map((days) => z.literal(days))),
});
export type ApiTokenInput = z.infer<typeof apiTokenInputSchema>;

export const apiTokenSchema = z.strictObject({
  id: z.uuid(),
  label: z.string(),
  tail: z.string(),
  scopes: z.array(apiScopeSchema),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const apiTokenListSchema = z.strictObject({ now: instantSchema, tokens: z.array(apiTokenSchema) });
/** Shown this once. */
export const newApiTokenSchema = z.strictObject({ token: z.string(), info: apiTokenSchema });
export type NewApiToken = z.infer<typeof newApiTokenSchema>;

export const WEBHOOK_EVENTS = [
  'visit.arrived',
  'capacity.full',
  'kiosk.offline',
  'kiosk.recovered',
  'venue.verified',
] as const;
/** `test.ping` is sent by the button. */
export const webhookEventSchema = z.enum([...WEBHOOK_EVENTS, 'test.ping']);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** POST /webhooks */
export const webhookInputSchema = z.strictObject({
  url: z.string().trim().min(1).max(500),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length),
});
export type WebhookInput = z.infer<typeof webhookInputSchema>;

export const webhookSchema = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  /** Who knows the secret and owns nothing here any more; null: nobody but owners. */
  knownTo: z.string().nullable(),
  disabledAt: instantSchema.nullable(),
  disabledWhy: z.enum(['person', 'failures', 'restored']).nullable(),
  /** The secret of before signs too, until then. */
  formerUntil: instantSchema.nullable(),
  waiting: z.int().min(0),
  lastDeliveredAt: instantSchema.nullable(),
  lastOutcome: z.string().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookListSchema = z.strictObject({ webhooks: z.array(webhookSchema) });
/** The secret is shown this once. */
export const webhookSecretSchema = z.strictObject({ webhook: webhookSchema, secret: z.string() });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

export const deliverySchema = z.strictObject({
  id: z.uuid(),
  messageId: z.string(),
  event: webhookEventSchema,
  createdAt: instantSchema,
  attempts: z.int(),
  state: z.enum(['waiting', 'delivered', 'given-up']),
  nextAt: instantSchema.nullable(),
  lastAt: instantSchema.nullable(),
  /** `200`, `503`, `timeout`, `refused-address` ... */
  lastOutcome: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;
/** GET /webhooks/:webhookId/deliveries, newest first. */
export const deliveryListSchema = z.strictObject({ deliveries: z.array(deliverySchema) });

/** GET /api/v1/venues */
export const openVenuesSchema = z.strictObject({
  venues: z.array(
    z.strictObject({
      id: venueIdSchema,
      name: z.string(),
      type: venueTypeSchema,
      address: z.string(),
      entrances: z.array(z.strictObject({ id: entranceIdSchema, name: z.string() })),
    }),
  ),
});

/** GET /api/v1/venues/:venueId/visits */
export const openVisitQuerySchema = z.strictObject({
  day: calendarDaySchema.optional(),
  before: z.string().max(100).optional(),
});
export const openVisitPageSchema = z.strictObject({
  visits: z.array(
    z.strictObject({
      id: visitIdSchema,
      entranceId: entranceIdSchema,
      arrivedAt: instantSchema,
      leftAt: instantSchema.nullable(),
      way: waySchema,
      verdict: verdictSchema.nullable(),
      /** Never in full, whatever the token. */
      maskedName: z.string().nullable(),
      maskedPhone: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
