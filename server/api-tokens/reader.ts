import type { OrganisationId } from '#shared/domain/ids.ts';
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

export const findByHash = (db: Readable, hash: Uint8Array): Promise<ApiTokensTable | undefined> =>
  db.selectFrom('api_tokens').selectAll().where('token_hash', '=', hash).executeTakeFirst();
