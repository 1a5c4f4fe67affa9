import type { WebhookEvent } from '#shared/contract/portal-integrations.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { SealedContent } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import type { WebhooksTable } from '../store/schema-rights.ts';

export async function insertWebhook(tx: Writable, row: WebhooksTable): Promise<void> {
  await tx.insertInto('webhooks').values(row).execute();
}

export async function deleteWebhook(tx: Writable, id: string): Promise<void> {
  await tx.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).execute();
  await tx.deleteFrom('webhooks').where('id', '=', id).execute();
}

/** @param why null: on again, as if it had never failed. */
export async function markDisabled(
  tx: Writable,
  id: string,
  disabled: { readonly at: Instant; readonly why: NonNullable<WebhooksTable['disabled_why']> } | null,
): Promise<void> {
  const off = { disabled_at: disabled?.at ?? null, disabled_why: disabled?.why ?? null };
  await tx
    .updateTable('webhooks')
    .set(disabled ? off : { ...off, failures: 0 })
    .where('id', '=', id)
    .execute();
}

/** The one of before goes on signing until then; not one that was given up already, and came back with an older database. */
export async function replaceSecret(
  tx: Writable,
  row: WebhooksTable,
  secret: SealedContent & { readonly shownTo: AccountId },
  formerUntil: Instant,
): Promise<void> {
  const former = { former_key_id: row.secret_key_id, former_sealed: row.secret_sealed, former_until: formerUntil };
  const none = { former_key_id: null, former_sealed: null, former_until: null, disabled_why: 'person' } as const;
  await tx
    .updateTable('webhooks')
    .set({
      secret_key_id: secret.keyId,
      secret_sealed: secret.bytes,
      secret_shown_to: secret.shownTo,
      ...(row.disabled_why === 'restored' ? none : former),
    })
    .where('id', '=', row.id)
    .execute();
}

export interface NewDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly event: WebhookEvent;
  readonly body: string;
  readonly at: Instant;
}

/** Told once: the same message again changes nothing. */
export async function insertDelivery(tx: Writable, made: NewDelivery): Promise<void> {
  await tx
    .insertInto('webhook_deliveries')
    .values({
      id: made.id,
      webhook_id: made.webhookId,
      message_id: made.messageId,
      event: made.event,
      body: made.body,
      created_at: made.at,
      attempts: 0,
      next_at: made.at,
      delivered_at: null,
      last_at: null,
      last_outcome: null,
    })
    .onConflict((conflict) => conflict.columns(['webhook_id', 'message_id']).doNothing())
    .execute();
}

export interface Attempt {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly at: Instant;
  readonly attempts: number;
  readonly outcome: string;
  readonly delivered: boolean;
  /** null: no further one. */
  readonly nextAt: Instant | null;
}

/** @returns deliveries in a row that were given up by now. */
export async function recordAttempt(tx: Writable, attempt: Attempt): Promise<number> {
  await tx
    .updateTable('webhook_deliveries')
    .set({
      attempts: attempt.attempts,
      last_at: attempt.at,
      last_outcome: attempt.outcome,
      delivered_at: attempt.delivered ? attempt.at : null,
      next_at: attempt.nextAt,
    })
    .where('id', '=', attempt.deliveryId)
    .execute();
  const isGivenUp = !attempt.delivered && attempt.nextAt === null;
  if (!attempt.delivered && !isGivenUp) return 0;
  const row = await tx
    .updateTable('webhooks')
    .set((e) => ({ failures: attempt.delivered ? 0 : e('failures', '+', 1) }))
    .where('id', '=', attempt.webhookId)
    .returning('failures')
    .executeTakeFirst();
  return row?.failures ?? 0;
}

/** @returns false when there is no such delivery. */
export async function requeue(tx: Writable, webhookId: string, deliveryId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('webhook_deliveries')
    .set({ next_at: at, attempts: 0, delivered_at: null })
    .where('id', '=', deliveryId)
    .where('webhook_id', '=', webhookId)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Older than anybody asks for; those of a webhook that was turned off, which nobody sends any more, too. */
export async function deleteOldDeliveries(tx: Writable, before: Instant): Promise<void> {
  await tx.deleteFrom('webhook_deliveries').where('created_at', '<', before).execute();
}
