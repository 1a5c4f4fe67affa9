import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { ResetLinksTable } from '../store/schema-accounts.ts';

export interface StoredResetLink {
  readonly accountId: AccountId;
  readonly email: string;
  readonly scope: ResetLinksTable['scope'];
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

export const findResetLink = (db: Readable, tokenHash: Uint8Array): Promise<StoredResetLink | undefined> =>
  db
    .selectFrom('reset_links')
    .innerJoin('accounts', 'accounts.id', 'reset_links.account_id')
    .select([
      'reset_links.account_id as accountId',
      'accounts.email',
      'reset_links.scope',
      'reset_links.created_by as createdBy',
      'reset_links.expires_at as expiresAt',
      'reset_links.used_at as usedAt',
    ])
    .where('reset_links.token_hash', '=', tokenHash)
    .where('accounts.disabled_at', 'is', null)
    .executeTakeFirst();

/** Those that were mailed since then: a stranger must not fill anybody's mailbox. */
export const listMailedLinks = (
  db: Readable,
  accountId: AccountId,
  since: Instant,
): Promise<Pick<StoredResetLink, 'expiresAt' | 'usedAt'>[]> =>
  db
    .selectFrom('reset_links')
    .select(['expires_at as expiresAt', 'used_at as usedAt'])
    .where('account_id', '=', accountId)
    .where('created_by', '=', 'mail')
    .where('created_at', '>', since)
    .execute();
