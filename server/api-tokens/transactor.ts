import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { ApiTokensTable } from '../store/schema-rights.ts';

export async function insertToken(tx: Writable, row: ApiTokensTable): Promise<void> {
  await tx.insertInto('api_tokens').values(row).execute();
}

/** @returns its last characters; undefined when the organisation has no such token that still counts. */
export async function markRevoked(
  tx: Writable,
  organisationId: OrganisationId,
  id: string,
  at: Instant,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('api_tokens')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .where('revoked_at', 'is', null)
    .returning('tail')
    .executeTakeFirst();
  return row?.tail;
}

export async function markUsed(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}
