import type { WebhookEvent } from '#shared/contract/portal-integrations.ts';
import { mintId, type VisitId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import { createHappeningWatch, type Happening, type HappeningParts, toArrivals } from './happenings.ts';
import type { WebhookRow } from './reader.ts';
import { deleteOldDeliveries, insertDelivery } from './transactor.ts';
import { isWanted } from './view.ts';

const KEPT_MS = 30 * DAY_MS;
/** Of arrivals that wait to be told; beyond it the outbox is being flooded by a drain of old ones. */
const MOST_WAITING = 5_000;
const ARRIVALS_AT_ONCE = 500;
const LOOK_EVERY_MS = 15_000;

/** What is to be told, before it is sent. */
export interface Outbox {
  /** Perhaps an arrival. */
  note(visitId: VisitId): void;
  /** Nobody wants to know of those noted. */
  forget(): void;
  /** Writes down what happened since, for each of these webhooks that wants it. */
  fill(live: readonly WebhookRow[]): Promise<void>;
}

export function createOutbox(parts: HappeningParts): Outbox {
  const { store, clock } = parts;
  const waiting = new Set<VisitId>();
  const watch = createHappeningWatch(parts);
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function takeArrivals(): Promise<Happening[]> {
    const ids = [...waiting];
    waiting.clear();
    const found: Happening[] = [];
    for (let from = 0; from < ids.length; from += ARRIVALS_AT_ONCE) {
      // oxlint-disable-next-line no-await-in-loop
      found.push(...(await toArrivals(parts, ids.slice(from, from + ARRIVALS_AT_ONCE))));
    }
    return found;
  }

  return {
    note(visitId) {
      if (waiting.size < MOST_WAITING) waiting.add(visitId);
    },
    forget: () => waiting.clear(),

    async fill(live) {
      const wants = (event: WebhookEvent) => [
        ...new Set(live.filter((row) => isWanted(row, event)).map((row) => row.organisation_id)),
      ];
      if (wants('visit.arrived').length === 0) waiting.clear();
      const found = await takeArrivals();
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
          await putHappening(tx, live, happening, clock.now());
        }
      });
    },
  };
}

async function putHappening(
  tx: Writable,
  live: readonly WebhookRow[],
  happening: Happening,
  at: Instant,
): Promise<void> {
  const { event, messageId, organisationId } = happening;
  const body = bodyOf(happening);
  for (const row of live) {
    if (row.organisation_id !== organisationId || !isWanted(row, event)) continue;
    // oxlint-disable-next-line no-await-in-loop
    await insertDelivery(tx, { id: mintId<string>(), webhookId: row.id, messageId, event, body, at });
  }
}

/** A message by which people see whether a receiver answers. */
export async function putPing(tx: Writable, webhookId: string, at: Instant): Promise<void> {
  const body = bodyOf({ event: 'test.ping', at, data: { webhookId } });
  const id = mintId<string>();
  await insertDelivery(tx, { id, webhookId, messageId: `test.ping_${id}`, event: 'test.ping', body, at });
}

/** As Standard Webhooks shapes it. */
const bodyOf = ({ event, at, data }: Pick<Happening, 'event' | 'at' | 'data'>): string =>
  JSON.stringify({ type: event, timestamp: new Date(at).toISOString(), data });
