import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';
import type { ApiTokensTable } from '../store/schema-rights.ts';

export type TokenRow = ApiTokensTable & { readonly maker: string | null };

export const listTokens = (db: Readable, organisationId: OrganisationId): Promise<TokenRow[]> =>
  db
    .selectFrom('api_tokens')
    .leftJoin('accounts', 'accounts.id', 'api_tokens.created_by')
    .selectAll('api_tokens')
    .select('accounts.name as maker')
    .where('organisation_id', '=', organisationId)
    .orderBy('api_tokens.created_at', 'desc')
    .orderBy('api_tokens.id')
    .execute();

/** Ids of those that nobody revoked. */
export async function listLiveTokensMadeBy(
  db: Readable,
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<string[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('created_by', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

export const findByHash = (db: Readable, hash: Uint8Array): Promise<ApiTokensTable | undefined> =>
  db.selectFrom('api_tokens').selectAll().where('token_hash', '=', hash).executeTakeFirst();
