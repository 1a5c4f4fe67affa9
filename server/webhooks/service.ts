import { z } from 'zod';
import {
  type Delivery,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
  type WebhookInput,
  type WebhookSecret,
} from '#shared/contract/portal-integrations.ts';
import { type AccountId, mintId, type OrganisationId, type VisitId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type AuditAction, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DoorService } from '../doors/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { createQueue } from '../store/queue.ts';
import type { VisitFeed } from '../sync/service.ts';
import { deliverDue, type Send, sealSecret } from './delivery.ts';
import { createHappeningWatch, type Happening, toArrivals } from './happenings.ts';
import {
  type DeliveryRow,
  findStanding,
  findWebhook,
  listDeliveries,
  listWebhooks,
  type WebhookRow,
} from './reader.ts';
import { sendWebhook } from './send.ts';
import { mintSecret } from './signature.ts';
import { parseTarget, type TargetProblem } from './target.ts';
import {
  deleteOldDeliveries,
  deleteWebhook,
  insertDelivery,
  insertWebhook,
  markDisabled,
  replaceSecret,
  requeue,
} from './transactor.ts';

/** Tells other programs of an organisation what happens: Standard Webhooks 1.0. */
export interface WebhookService {
  list(organisationId: OrganisationId): Promise<Webhook[]>;
  /** The secret is in this answer alone. */
  create(
    organisationId: OrganisationId,
    input: WebhookInput,
    by: AccountId,
  ): Promise<Result<WebhookSecret, TargetProblem | 'too-many'>>;
  remove(organisationId: OrganisationId, id: string, by: AccountId): Promise<boolean>;
  setEnabled(organisationId: OrganisationId, id: string, enabled: boolean, by: AccountId): Promise<Webhook | null>;
  /** The old one signs beside the new one for a day. */
  rotateSecret(organisationId: OrganisationId, id: string, by: AccountId): Promise<WebhookSecret | null>;
  test(organisationId: OrganisationId, id: string, by: AccountId): Promise<Webhook | null>;
  deliveries(organisationId: OrganisationId, id: string): Promise<Delivery[] | null>;
  resend(organisationId: OrganisationId, id: string, deliveryId: string): Promise<boolean>;
  /** Puts what happened into the outbox and sends what is due; to be called again and again. */
  work(): Promise<void>;
  close(): void;
}

export interface WebhookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'seal' | 'open'>;
  readonly feed: Pick<VisitFeed, 'subscribeAll'>;
  readonly doors: Pick<DoorService, 'findCapacity'>;
  readonly allowPrivate: boolean;
  /** For tests. */
  readonly send?: Send;
}

const MOST = 20;
const OVERLAP_MS = DAY_MS;
const KEPT_MS = 30 * DAY_MS;
const SHOWN = 100;
/** Of arrivals that wait to be told; beyond it the outbox is being flooded by a drain of old ones. */
const MOST_WAITING = 5_000;
const LOOK_EVERY_MS = 15_000;

const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS));
const eventsOf = (row: WebhookRow) => eventsSchema.parse(JSON.parse(row.events_json));

export function createWebhookService(parts: WebhookParts): WebhookService {
  const { store, clock, allowPrivate } = parts;
  const send = parts.send ?? ((outgoing) => sendWebhook(outgoing, { allowPrivate }));
  const waiting = new Set<VisitId>();
  const oneAtATime = createQueue();
  const watch = createHappeningWatch(parts);
  let lookedAt = Number.NEGATIVE_INFINITY;
  let known: { decisions: number; rows: WebhookRow[] } | null = null;

  /** Nearly every server has none: then nothing else is asked. */
  async function listLive(): Promise<WebhookRow[]> {
    const decisions = store.decisions();
    if (known?.decisions !== decisions) {
      const rows = (await listWebhooks(store.read)).filter((row) => row.disabled_at === null);
      known = { decisions, rows };
    }
    return known.rows;
  }

  const stop = parts.feed.subscribeAll((changes) => {
    if (known !== null && known.rows.length === 0 && known.decisions === store.decisions()) return;
    for (const { visitId } of changes) if (waiting.size < MOST_WAITING) waiting.add(visitId);
  });

  async function collect(live: readonly WebhookRow[]): Promise<void> {
    const ids = [...waiting];
    waiting.clear();
    const found: Happening[] = [];
    const wants = (event: WebhookEvent) => [
      ...new Set(
        live.filter((row) => (eventsOf(row) as WebhookEvent[]).includes(event)).map((row) => row.organisation_id),
      ),
    ];
    if (wants('visit.arrived').length > 0) {
      for (let from = 0; from < ids.length; from += 500) {
        // oxlint-disable-next-line no-await-in-loop
        found.push(...(await toArrivals(parts, ids.slice(from, from + 500))));
      }
    }
    const now = performance.now();
    if (now - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now;
      found.push(...(await watch.look(wants)));
      await store.transact((tx) => deleteOldDeliveries(tx, clock.now() - KEPT_MS));
    }
    if (found.length === 0) return;
    await store.transact(async (tx) => {
      for (const happening of found) {
        // oxlint-disable-next-line no-await-in-loop
        await putIntoOutbox(tx, live, happening, clock.now());
      }
    });
  }

  return {
    ...createKeeping(parts),
    // One after the other: two at once would send the same message twice.
    work: () =>
      oneAtATime(async () => {
        const live = await listLive();
        if (live.length === 0) {
          waiting.clear();
          return;
        }
        await collect(live);
        await deliverDue({ ...parts, send });
      }),
    close: stop,
  };
}

async function putIntoOutbox(
  tx: Writable,
  live: readonly WebhookRow[],
  happening: Happening,
  at: number,
): Promise<void> {
  const { event, messageId, organisationId } = happening;
  const body = bodyOf(happening);
  for (const row of live) {
    if (row.organisation_id !== organisationId || !(eventsOf(row) as WebhookEvent[]).includes(event)) continue;
    // oxlint-disable-next-line no-await-in-loop
    await insertDelivery(tx, { id: mintId<string>(), webhookId: row.id, messageId, event, body, at });
  }
}

/** As Standard Webhooks shapes it. */
const bodyOf = ({ event, at, data }: Pick<Happening, 'event' | 'at' | 'data'>): string =>
  JSON.stringify({ type: event, timestamp: new Date(at).toISOString(), data });

type Keeping = Omit<WebhookService, 'work' | 'close'>;

/** What people do with webhooks. */
function createKeeping(parts: WebhookParts): Keeping {
  const { store, clock, allowPrivate } = parts;
  const trace = (
    tx: Writable,
    row: Pick<WebhookRow, 'id' | 'organisation_id' | 'url'>,
    action: AuditAction,
    by: AccountId,
  ) =>
    recordAudit(tx, {
      ...{ at: clock.now(), actor: by, action, organisationId: row.organisation_id },
      subject: `webhook:${row.id}`,
      // The path may hold a secret of the receiver.
      details: { host: new URL(row.url).hostname },
    });
  const show = async (organisationId: OrganisationId, id: string): Promise<Webhook | null> => {
    const row = await findWebhook(store.read, organisationId, id);
    return row ? toWebhook(row, await findStanding(store.read, id)) : null;
  };
  const change = async (
    organisationId: OrganisationId,
    id: string,
    work: (tx: Writable, row: WebhookRow) => Promise<void>,
  ): Promise<Webhook | null> => {
    const row = await findWebhook(store.read, organisationId, id);
    if (!row) return null;
    await store.transact((tx) => work(tx, row));
    return show(organisationId, id);
  };
  return {
    async list(organisationId) {
      const rows = await listWebhooks(store.read, organisationId);
      return Promise.all(rows.map(async (row) => toWebhook(row, await findStanding(store.read, row.id))));
    },

    async create(organisationId, { url, events }, by) {
      const target = parseTarget(url, { allowPrivate });
      if (!target.ok) return target;
      if ((await listWebhooks(store.read, organisationId)).length >= MOST) return err('too-many');
      const id = mintId<string>();
      const secret = mintSecret();
      const sealed = sealSecret(parts, id, secret);
      const row: WebhookRow = {
        ...{
          id,
          organisation_id: organisationId,
          url: target.value.href,
          events_json: JSON.stringify([...new Set(events)]),
        },
        ...{ secret_key_id: sealed.keyId, secret_sealed: sealed.bytes },
        ...{ former_key_id: null, former_sealed: null, former_until: null },
        ...{ created_at: clock.now(), created_by: by, failures: 0, disabled_at: null, disabled_why: null },
      };
      await store.transact(async (tx) => {
        await insertWebhook(tx, row);
        await trace(tx, row, 'webhook.made', by);
      });
      return ok({ secret, webhook: toWebhook(row, { waiting: 0, lastDeliveredAt: null, lastOutcome: null }) });
    },

    async remove(organisationId, id, by) {
      const row = await findWebhook(store.read, organisationId, id);
      if (!row) return false;
      await store.transact(async (tx) => {
        await deleteWebhook(tx, id);
        await trace(tx, row, 'webhook.removed', by);
      });
      return true;
    },

    setEnabled: (organisationId, id, enabled, by) =>
      change(organisationId, id, async (tx, row) => {
        await markDisabled(tx, id, enabled ? null : { at: clock.now(), why: 'person' });
        await trace(tx, row, 'webhook.changed', by);
      }),

    async rotateSecret(organisationId, id, by) {
      const secret = mintSecret();
      const webhook = await change(organisationId, id, async (tx, row) => {
        await replaceSecret(tx, row, sealSecret(parts, id, secret), clock.now() + OVERLAP_MS);
        await trace(tx, row, 'webhook.changed', by);
      });
      return webhook && { webhook, secret };
    },

    test: (organisationId, id) =>
      change(organisationId, id, async (tx, row) => {
        const at = clock.now();
        const body = bodyOf({ event: 'test.ping', at, data: { webhookId: row.id } });
        const deliveryId = mintId<string>();
        const messageId = `test.ping_${deliveryId}`;
        await insertDelivery(tx, { id: deliveryId, webhookId: row.id, messageId, event: 'test.ping', body, at });
      }),

    async deliveries(organisationId, id) {
      const row = await findWebhook(store.read, organisationId, id);
      return row ? (await listDeliveries(store.read, id, SHOWN)).map(toDelivery) : null;
    },

    async resend(organisationId, id, deliveryId) {
      const row = await findWebhook(store.read, organisationId, id);
      return row ? store.transact((tx) => requeue(tx, id, deliveryId, clock.now())) : false;
    },
  };
}

const toWebhook = (row: WebhookRow, standing: Awaited<ReturnType<typeof findStanding>>): Webhook => ({
  id: row.id,
  url: row.url,
  events: eventsOf(row),
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
  disabledWhy: row.disabled_why,
  formerUntil: row.former_until,
  ...standing,
});

const toDelivery = (row: DeliveryRow): Delivery => ({
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
