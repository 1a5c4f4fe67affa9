import type { Instant } from '#shared/domain/instant.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import { listWebhooks, type WebhookRow } from './reader.ts';
import { deleteWebhook, markDisabled } from './transactor.ts';

type Keys = Pick<KeyService, 'listRevocations' | 'listStandings'>;

/**
 * Takes out of an older copy of the database what it brought back of webhooks: removed ones, ones that somebody had turned
 * off, and secrets of before. One whose newer secret the copy does not know is off until it has another.
 *
 * @returns how many had come back; none when the database is no older copy.
 */
export async function applyWebhookChanges(tx: Writable, keys: Keys, at: Instant): Promise<number> {
  const removed = new Set(keys.listRevocations('webhook').map(({ id }) => id));
  const secrets = new Set(keys.listRevocations('webhook-secret').map(({ id }) => id));
  const off = new Set(keys.listStandings('webhook').flatMap(({ id, value }) => (value === 'off' ? [id] : [])));
  if (removed.size + secrets.size + off.size === 0) return 0;
  let count = 0;
  for (const row of await listWebhooks(tx)) {
    const why = judge(row, { removed, secrets, off });
    if (why === null) continue;
    count += 1;
    if (why === 'removed') await deleteWebhook(tx, row.id);
    else await markDisabled(tx, row.id, { at, why });
  }
  return count;
}

type Known = Readonly<Record<'removed' | 'secrets' | 'off', ReadonlySet<string>>>;

function judge(row: WebhookRow, { removed, secrets, off }: Known): 'removed' | 'restored' | 'person' | null {
  if (removed.has(row.id)) return 'removed';
  if (secrets.has(secretIdOf(row.id, row.secret_sealed))) return row.disabled_why === 'restored' ? null : 'restored';
  return off.has(row.id) && row.disabled_at === null ? 'person' : null;
}
