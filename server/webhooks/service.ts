import type { DoorService } from '../doors/service.ts';
import { createQueue } from '../store/queue.ts';
import type { VisitFeed } from '../sync/service.ts';
import { createDispatcher, type Send } from './delivery.ts';
import { createKeeping, type KeepingParts, type WebhookKeeping } from './keeping.ts';
import { createOutbox } from './outbox.ts';
import { listWebhooks, type WebhookRow } from './reader.ts';
import { sendWebhook } from './send.ts';

export { applyWebhookChanges } from './after-restore.ts';

/** Tells other programs of an organisation what happens: Standard Webhooks 1.0. */
export interface WebhookService extends WebhookKeeping {
  /** Puts what happened into the outbox and sends what is due; to be called again and again. */
  work(): Promise<void>;
  close(): void;
}

export interface WebhookParts extends KeepingParts {
  readonly feed: Pick<VisitFeed, 'subscribeAll'>;
  readonly doors: Pick<DoorService, 'findCapacity'>;
  /** For tests. */
  readonly send?: Send;
}

export function createWebhookService(parts: WebhookParts): WebhookService {
  const { store, allowPrivate } = parts;
  const send = parts.send ?? ((outgoing) => sendWebhook(outgoing, { allowPrivate }));
  const oneAtATime = createQueue();
  const deliverDue = createDispatcher({ ...parts, send });
  const outbox = createOutbox(parts);
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
    for (const { visitId } of changes) outbox.note(visitId);
  });

  return {
    ...createKeeping(parts),
    // One after the other: two at once would send the same message twice.
    work: () =>
      oneAtATime(async () => {
        const live = await listLive();
        if (live.length === 0) {
          outbox.forget();
          return;
        }
        await outbox.fill(live);
        await deliverDue();
      }),
    close: stop,
  };
}
