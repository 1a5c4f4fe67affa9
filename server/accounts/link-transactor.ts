import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { ResetLinksTable } from '../store/schema-accounts.ts';

export interface NewResetLink {
  readonly tokenHash: Uint8Array;
  readonly accountId: AccountId;
  readonly scope: ResetLinksTable['scope'];
  readonly createdBy: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertResetLink(tx: Writable, link: NewResetLink): Promise<void> {
  await tx
    .insertInto('reset_links')
    .values({
      token_hash: link.tokenHash,
      account_id: link.accountId,
      scope: link.scope,
      created_by: link.createdBy,
      created_at: link.at,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

/** One used link ends every other of the account: each could set a password of its own. */
export async function markResetLinksUsed(tx: Writable, accountId: AccountId, at: Instant): Promise<void> {
  await tx
    .updateTable('reset_links')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
}

/** Of whoever may no longer hand any out. */
export async function markResetLinksByUsed(tx: Writable, createdBy: AccountId, at: Instant): Promise<void> {
  await tx
    .updateTable('reset_links')
    .set({ used_at: at })
    .where('created_by', '=', createdBy)
    .where('used_at', 'is', null)
    .execute();
}

/** Long after nobody asks for them. */
export async function deleteOldResetLinks(tx: Writable, before: Instant): Promise<void> {
  await tx.deleteFrom('reset_links').where('expires_at', '<', before).execute();
}
