import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewSession {
  readonly id: string;
  readonly tokenHash: Uint8Array;
  readonly accountId: AccountId;
  readonly device: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertSession(tx: Writable, session: NewSession): Promise<void> {
  const { id, tokenHash, accountId, device, at, expiresAt } = session;
  await tx
    .insertInto('sessions')
    .values({
      id,
      token_hash: tokenHash,
      account_id: accountId,
      device,
      created_at: at,
      last_seen_at: at,
      expires_at: expiresAt,
      verified_at: at,
    })
    .execute();
}

export async function markSessionSeen(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', id).execute();
}

/** Gives a session another token after its owner proved anew who they are. Its end stays where it was. */
export async function markSessionVerified(
  tx: Writable,
  id: string,
  { tokenHash, at, previousUntil }: { tokenHash: Uint8Array; at: Instant; previousUntil: Instant },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((row) => ({
      previous_hash: row.ref('token_hash'),
      previous_until: previousUntil,
      token_hash: tokenHash,
      verified_at: at,
      last_seen_at: at,
    }))
    .where('id', '=', id)
    .execute();
}

/** @returns whether there was one. */
export async function deleteSession(tx: Writable, accountId: AccountId, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** @param except the one that stays; null: all end. @returns how many ended. */
export async function deleteSessionsOf(tx: Writable, accountId: AccountId, except: string | null): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .$if(except !== null, (query) => query.where('id', '!=', except ?? ''))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function deleteEndedSessions(tx: Writable, seenBefore: Instant, now: Instant): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where((where) => where.or([where('last_seen_at', '<=', seenBefore), where('expires_at', '<=', now)]))
    .execute();
}
