import { setTimeout as wait } from 'node:timers/promises';
import type { OrganisationId } from '#shared/domain/ids.ts';
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

/** Begun in one round. */
const AT_ONCE = 10;
/** Under way in all: each that never answers takes ten seconds. */
const MOST_UNDER_WAY = 200;
/** How long a round waits for its receivers; whoever is slower goes on beside the next rounds. */
const PATIENCE_MS = 1_000;
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

/**
 * Sends what is due, and returns when the receivers have answered or a second has passed: the messages of an organisation
 * whose receiver is slow wait for it, nobody else's.
 */
export function createDispatcher(parts: DeliveryParts): () => Promise<void> {
  const { store, clock } = parts;
  const underWay = new Map<OrganisationId, number>();
  const count = (organisationId: OrganisationId, by: number): void => {
    const left = (underWay.get(organisationId) ?? 0) + by;
    if (left > 0) underWay.set(organisationId, left);
    else underWay.delete(organisationId);
  };
  return async () => {
    const free = MOST_UNDER_WAY - [...underWay.values()].reduce((sum, one) => sum + one, 0);
    const due = await listDue(store.read, clock.now(), Math.min(AT_ONCE, free), [...underWay.keys()]);
    if (due.length === 0) return;
    const webhooks = new Map((await listWebhooks(store.read)).map((row) => [row.id, row]));
    const sent = due.map(async (delivery) => {
      const webhook = webhooks.get(delivery.webhook_id);
      if (!webhook) return;
      count(webhook.organisation_id, 1);
      await deliver(parts, webhook, delivery).finally(() => count(webhook.organisation_id, -1));
    });
    // One that fails later than that stays due.
    await Promise.race([Promise.all(sent), wait(PATIENCE_MS, undefined, { ref: false })]);
  };
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
  const waitMs = isOver ? null : waitAfter(attempts, Math.random());
  await store.transact(async (tx) => {
    const failures = await recordAttempt(tx, {
      ...{ deliveryId: delivery.id, webhookId: webhook.id, at, attempts, delivered },
      outcome: String(outcome),
      nextAt: waitMs === null ? null : at + waitMs,
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
