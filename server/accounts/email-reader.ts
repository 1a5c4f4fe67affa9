import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Readable } from '../store/access.ts';

export interface StoredAddress {
  readonly email: string;
  readonly language: Language;
  readonly verifiedAt: Instant | null;
}

export const findAddress = (db: Readable, accountId: AccountId): Promise<StoredAddress> =>
  db
    .selectFrom('accounts')
    .select(['email', 'language', 'email_verified_at as verifiedAt'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();

export interface StoredEmailCode {
  readonly codeHash: Uint8Array;
  readonly email: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Newest first, whichever address they went to. */
export const listEmailCodes = (db: Readable, accountId: AccountId, since: Instant): Promise<StoredEmailCode[]> =>
  db
    .selectFrom('email_codes')
    .select(['code_hash as codeHash', 'email', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('account_id', '=', accountId)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .execute();
