import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

/** In the place of one that was shown before and never confirmed. */
export async function insertPendingTotp(
  tx: Writable,
  accountId: AccountId,
  { sealedSecret, at }: { sealedSecret: Uint8Array; at: Instant },
): Promise<void> {
  await tx.deleteFrom('totp_secrets').where('account_id', '=', accountId).where('confirmed_at', 'is', null).execute();
  await tx
    .insertInto('totp_secrets')
    .values({ account_id: accountId, secret_sealed: sealedSecret, created_at: at, confirmed_at: null, last_step: 0 })
    .execute();
}

export async function markTotpConfirmed(
  tx: Writable,
  accountId: AccountId,
  { at, step }: { at: Instant; step: number },
): Promise<void> {
  await tx
    .updateTable('totp_secrets')
    .set({ confirmed_at: at, last_step: step })
    .where('account_id', '=', accountId)
    .execute();
}

export async function markTotpUsed(tx: Writable, accountId: AccountId, step: number): Promise<void> {
  await tx.updateTable('totp_secrets').set({ last_step: step }).where('account_id', '=', accountId).execute();
}

/** @returns whether there was one. */
export async function deleteTotp(tx: Writable, accountId: AccountId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('totp_secrets')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Whatever codes there were before count no longer. */
export async function replaceRecoveryCodes(
  tx: Writable,
  accountId: AccountId,
  { codeHashes, at }: { codeHashes: readonly Uint8Array[]; at: Instant },
): Promise<void> {
  await deleteRecoveryCodes(tx, accountId);
  await tx
    .insertInto('recovery_codes')
    .values(codeHashes.map((code_hash) => ({ code_hash, account_id: accountId, created_at: at, used_at: null })))
    .execute();
}

export async function deleteRecoveryCodes(tx: Writable, accountId: AccountId): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
}

/** @returns whether there was such a code, unused. */
export async function markRecoveryCodeUsed(
  tx: Writable,
  accountId: AccountId,
  { codeHash, at }: { codeHash: Uint8Array; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export interface NewPasskey {
  readonly id: string;
  readonly accountId: AccountId;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly at: Instant;
}

export async function insertPasskey(tx: Writable, passkey: NewPasskey): Promise<void> {
  await tx
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      account_id: passkey.accountId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports_json: JSON.stringify(passkey.transports),
      name: passkey.name,
      created_at: passkey.at,
      last_used_at: null,
    })
    .execute();
}

export async function markPasskeyUsed(
  tx: Writable,
  id: string,
  { counter, at }: { counter: number; at: Instant },
): Promise<void> {
  await tx.updateTable('passkeys').set({ counter, last_used_at: at }).where('id', '=', id).execute();
}

/** @returns whether there was one of this account. */
export async function updatePasskeyName(
  tx: Writable,
  accountId: AccountId,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** @returns whether there was one of this account. */
export async function deletePasskey(tx: Writable, accountId: AccountId, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function deletePasskeysOf(tx: Writable, accountId: AccountId): Promise<void> {
  await tx.deleteFrom('passkeys').where('account_id', '=', accountId).execute();
}
