import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { type KeyService, LASTING_DAY, type SealedContent } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { GIVE_UP_AFTER, waitAfter } from './backoff.ts';
import { type DeliveryRow, listDue, listWebhooks, type WebhookRow } from './reader.ts';
import type { SendOutcome } from './send.ts';
import { signatureHeaders } from './signature.ts';
import { markDisabled, recordAttempt } from './transactor.ts';

export type Send = (outgoing: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<SendOutcome>;

export interface DeliveryParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'seal' | 'open'>;
  readonly send: Send;
}

/** Connections at once; a slow receiver must not hold the others up. */
const AT_ONCE = 10;
const GONE = 410;

const placeOf = (webhookId: string) => ({ owner: 'lasting', class: 'contact', recordId: webhookId }) as const;

/** Under a key of the key store, so that a copy of the database signs nothing. */
export function sealSecret({ keys }: Pick<DeliveryParts, 'keys'>, webhookId: string, secret: string): SealedContent {
  const sealed = keys.seal(placeOf(webhookId), LASTING_DAY, secret);
  if (!sealed) throw new Error('a lasting key was destroyed');
  return sealed;
}

/** The secret, and the one of before while it still counts. */
function openSecrets({ keys, clock }: DeliveryParts, row: WebhookRow): string[] {
  const former = (row.former_until ?? 0) > clock.now() ? [{ keyId: row.former_key_id, bytes: row.former_sealed }] : [];
  return [{ keyId: row.secret_key_id, bytes: row.secret_sealed }, ...former].flatMap(({ keyId, bytes }) => {
    const secret = keyId === null || bytes === null ? null : keys.open(placeOf(row.id), { keyId, bytes });
    return typeof secret === 'string' ? [secret] : [];
  });
}

/** Sends what is due. @returns how many were tried. */
export async function deliverDue(parts: DeliveryParts): Promise<number> {
  const { store, clock } = parts;
  const due = await listDue(store.read, clock.now(), AT_ONCE);
  if (due.length === 0) return 0;
  const webhooks = new Map((await listWebhooks(store.read)).map((row) => [row.id, row]));
  await Promise.all(
    due.map(async (delivery) => {
      const webhook = webhooks.get(delivery.webhook_id);
      if (webhook) await deliver(parts, webhook, delivery);
    }),
  );
  return due.length;
}

async function deliver(parts: DeliveryParts, webhook: WebhookRow, delivery: DeliveryRow): Promise<void> {
  const { store, clock, send } = parts;
  const message = { id: delivery.message_id, at: clock.now(), body: delivery.body };
  const headers = {
    ...signatureHeaders(message, openSecrets(parts, webhook)),
    'content-type': 'application/json',
    'user-agent': 'venue-check-in',
  };
  const outcome = await send({ url: webhook.url, headers, body: delivery.body });
  const attempts = delivery.attempts + 1;
  const at = clock.now();
  const delivered = typeof outcome === 'number' && outcome >= 200 && outcome < 300;
  const isOver = delivered || outcome === GONE;
  const wait = isOver ? null : waitAfter(attempts, Math.random());
  await store.transact(async (tx) => {
    const failures = await recordAttempt(tx, {
      ...{ deliveryId: delivery.id, webhookId: webhook.id, at, attempts, delivered },
      outcome: String(outcome),
      nextAt: wait === null ? null : at + wait,
    });
    if (failures < GIVE_UP_AFTER && outcome !== GONE) return;
    await markDisabled(tx, webhook.id, { at, why: 'failures' });
    await recordAudit(tx, {
      ...{ at, actor: 'system', action: 'webhook.disabled', organisationId: webhook.organisation_id },
      subject: `webhook:${webhook.id}`,
      details: { host: new URL(webhook.url).hostname },
    });
  });
}
