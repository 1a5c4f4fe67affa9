import type { Delivery, Webhook, WebhookInput, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type AuditAction, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { Readable, Store, Writable } from '../store/access.ts';
import { sealSecret } from './delivery.ts';
import { putPing } from './outbox.ts';
import { findHolders, findStanding, findWebhook, listDeliveries, listWebhooks, type WebhookRow } from './reader.ts';
import { mintSecret } from './signature.ts';
import { parseTarget, type TargetProblem } from './target.ts';
import { deleteWebhook, insertWebhook, markDisabled, replaceSecret, requeue } from './transactor.ts';
import { toDelivery, toWebhook } from './view.ts';

/** What people do with webhooks. */
export interface WebhookKeeping {
  list(organisationId: OrganisationId): Promise<Webhook[]>;
  /** The secret is in this answer alone. */
  create(organisationId: OrganisationId, input: WebhookInput, by: AccountId): Promise<Created>;
  remove(organisationId: OrganisationId, id: string, by: AccountId): Promise<boolean>;
  setEnabled(organisationId: OrganisationId, id: string, enabled: boolean, by: AccountId): Promise<Webhook | null>;
  /** The old one signs beside the new one for a day. */
  rotateSecret(organisationId: OrganisationId, id: string, by: AccountId): Promise<WebhookSecret | null>;
  test(organisationId: OrganisationId, id: string, by: AccountId): Promise<Webhook | null>;
  deliveries(organisationId: OrganisationId, id: string): Promise<Delivery[] | null>;
  resend(organisationId: OrganisationId, id: string, deliveryId: string): Promise<boolean>;
}

type Created = Result<WebhookSecret, TargetProblem | 'too-many'>;

export interface KeepingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'seal' | 'open' | 'addRevocation' | 'keepStanding'>;
  readonly allowPrivate: boolean;
}

const MOST = 20;
const OVERLAP_MS = DAY_MS;
const SHOWN = 100;

export function createKeeping(parts: KeepingParts): WebhookKeeping {
  const { store, clock, keys } = parts;
  const change = async (
    organisationId: OrganisationId,
    id: string,
    work: (tx: Writable, row: WebhookRow) => Promise<void>,
  ): Promise<Webhook | null> => {
    const before = await findWebhook(store.read, organisationId, id);
    if (!before) return null;
    await store.transact((tx) => work(tx, before));
    const row = await findWebhook(store.read, organisationId, id);
    return row ? describe(store.read, row) : null;
  };
  return {
    async list(organisationId) {
      const rows = await listWebhooks(store.read, organisationId);
      return Promise.all(rows.map((row) => describe(store.read, row)));
    },

    create: (organisationId, input, by) => create(parts, organisationId, input, by),

    async remove(organisationId, id, by) {
      const row = await findWebhook(store.read, organisationId, id);
      if (!row) return false;
      await store.transact(async (tx) => {
        // Before the database says so, as below: an older copy of it must not tell anybody anything again.
        keys.addRevocation('webhook', id);
        await deleteWebhook(tx, id);
        await trace(tx, clock, row, 'webhook.removed', by);
      });
      return true;
    },

    setEnabled: (organisationId, id, enabled, by) =>
      change(organisationId, id, async (tx, row) => {
        // Without a secret that the receiver knows it would tell in vain.
        if (row.disabled_why === 'restored') return;
        keys.keepStanding('webhook', id, enabled ? 'on' : 'off');
        await markDisabled(tx, id, enabled ? null : { at: clock.now(), why: 'person' });
        await trace(tx, clock, row, 'webhook.changed', by);
      }),

    async rotateSecret(organisationId, id, by) {
      const secret = mintSecret();
      const webhook = await change(organisationId, id, async (tx, row) => {
        keys.addRevocation('webhook-secret', secretIdOf(id, row.secret_sealed));
        const sealed = { ...sealSecret(parts, id, secret), shownTo: by };
        await replaceSecret(tx, row, sealed, clock.now() + OVERLAP_MS);
        await trace(tx, clock, row, 'webhook.changed', by);
      });
      return webhook && { webhook, secret };
    },

    test: (organisationId, id) => change(organisationId, id, (tx, row) => putPing(tx, row.id, clock.now())),

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

async function create(
  parts: KeepingParts,
  organisationId: OrganisationId,
  { url, events }: WebhookInput,
  by: AccountId,
): Promise<Created> {
  const { store, clock, allowPrivate } = parts;
  const target = parseTarget(url, { allowPrivate });
  if (!target.ok) return target;
  const id = mintId<string>();
  const secret = mintSecret();
  const sealed = sealSecret(parts, id, secret);
  const row: WebhookRow = {
    ...{ id, organisation_id: organisationId, url: target.value.href },
    events_json: JSON.stringify([...new Set(events)]),
    ...{ secret_key_id: sealed.keyId, secret_sealed: sealed.bytes, secret_shown_to: by },
    ...{ former_key_id: null, former_sealed: null, former_until: null },
    ...{ created_at: clock.now(), created_by: by, failures: 0, disabled_at: null, disabled_why: null },
  };
  const isMade = await store.transact(async (tx) => {
    // Here, or many at once would each find room.
    if ((await listWebhooks(tx, organisationId)).length >= MOST) return false;
    await insertWebhook(tx, row);
    await trace(tx, clock, row, 'webhook.made', by);
    return true;
  });
  if (!isMade) return err('too-many');
  return ok({ secret, webhook: await describe(store.read, row) });
}

const describe = async (db: Readable, row: WebhookRow): Promise<Webhook> =>
  toWebhook(row, await findStanding(db, row.id), await findHolders(db, row));

const trace = (tx: Writable, clock: Clock, row: WebhookRow, action: AuditAction, by: AccountId): Promise<void> =>
  recordAudit(tx, {
    ...{ at: clock.now(), actor: by, action, organisationId: row.organisation_id },
    subject: `webhook:${row.id}`,
    // The path may hold a secret of the receiver.
    details: { host: new URL(row.url).hostname },
  });
