import { z } from 'zod';
import {
  type Delivery,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
} from '#shared/contract/portal-integrations.ts';
import type { DeliveryRow, Holders, Standing, WebhookRow } from './reader.ts';

const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS));
const eventsOf = (row: WebhookRow) => eventsSchema.parse(JSON.parse(row.events_json));

/** Whether a webhook is to be told of such an event. */
export const isWanted = (row: WebhookRow, event: WebhookEvent): boolean =>
  (eventsOf(row) as WebhookEvent[]).includes(event);

export const toWebhook = (row: WebhookRow, standing: Standing, holders: Holders): Webhook => ({
  id: row.id,
  url: row.url,
  events: eventsOf(row),
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
  disabledWhy: row.disabled_why,
  formerUntil: row.former_until,
  ...standing,
  ...holders,
});

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  messageId: row.message_id,
  event: row.event,
  createdAt: row.created_at,
  attempts: row.attempts,
  state: row.delivered_at !== null ? 'delivered' : row.next_at !== null ? 'waiting' : 'given-up',
  nextAt: row.next_at,
  lastAt: row.last_at,
  lastOutcome: row.last_outcome,
});
