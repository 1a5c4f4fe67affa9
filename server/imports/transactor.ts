import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewImport {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly createdBy: AccountId;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly rows: number;
  readonly countsJson: string;
  /** Sealed, in their order. */
  readonly chunks: readonly Uint8Array[];
}

export async function insertImport(tx: Writable, added: NewImport): Promise<void> {
  await tx
    .insertInto('imports')
    .values({
      id: added.id,
      organisation_id: added.organisationId,
      created_by: added.createdBy,
      created_at: added.at,
      expires_at: added.expiresAt,
      rows: added.rows,
      counts_json: added.countsJson,
      finished_at: null,
    })
    .execute();
  for (const [number, rows_sealed] of added.chunks.entries()) {
    const chunk = { import_id: added.id, number, rows_sealed, applied_at: null, results_json: null };
    await tx.insertInto('import_chunks').values(chunk).execute();
  }
}

/** Those of one person, and whatever has had its day. */
export async function deleteImports(
  tx: Writable,
  organisationId: OrganisationId,
  by: AccountId,
  now: Instant,
): Promise<void> {
  const gone = await tx
    .selectFrom('imports')
    .select('id')
    .where((where) =>
      where.or([
        where('expires_at', '<=', now),
        where.and([where('organisation_id', '=', organisationId), where('created_by', '=', by)]),
      ]),
    )
    .execute();
  for (const { id } of gone) await deleteImport(tx, id);
}

export async function deleteImport(tx: Writable, id: string): Promise<void> {
  await tx.deleteFrom('import_chunks').where('import_id', '=', id).execute();
  await tx.deleteFrom('imports').where('id', '=', id).execute();
}

export async function markChunkApplied(
  tx: Writable,
  importId: string,
  number: number,
  at: Instant,
  resultsJson: string,
): Promise<void> {
  await tx
    .updateTable('import_chunks')
    .set({ applied_at: at, results_json: resultsJson })
    .where('import_id', '=', importId)
    .where('number', '=', number)
    .execute();
}

export async function markFinished(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('imports').set({ finished_at: at }).where('id', '=', id).execute();
}
