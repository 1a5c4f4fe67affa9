import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewEmailCode {
  readonly codeHash: Uint8Array;
  readonly accountId: AccountId;
  readonly email: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertEmailCode(tx: Writable, code: NewEmailCode): Promise<void> {
  await tx
    .insertInto('email_codes')
    .values({
      code_hash: code.codeHash,
      account_id: code.accountId,
      email: code.email,
      created_at: code.at,
      expires_at: code.expiresAt,
    })
    // The very same digits again: once in a million letters.
    .onConflict((on) => on.column('code_hash').doUpdateSet({ created_at: code.at, expires_at: code.expiresAt }))
    .execute();
}

export async function deleteOldEmailCodes(tx: Writable, before: Instant): Promise<void> {
  await tx.deleteFrom('email_codes').where('expires_at', '<', before).execute();
}

/** One was entered: neither it nor another counts again, but that they were sent stays known. */
export async function endEmailCodes(tx: Writable, accountId: AccountId, at: Instant): Promise<void> {
  await tx.updateTable('email_codes').set({ expires_at: at }).where('account_id', '=', accountId).execute();
}

export async function markEmailVerified(tx: Writable, accountId: AccountId, at: Instant | null): Promise<void> {
  await tx.updateTable('accounts').set({ email_verified_at: at }).where('id', '=', accountId).execute();
}

/** Nobody has confirmed the new one yet. */
export async function updateEmail(tx: Writable, accountId: AccountId, email: string): Promise<void> {
  await tx.updateTable('accounts').set({ email, email_verified_at: null }).where('id', '=', accountId).execute();
}
