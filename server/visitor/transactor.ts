import type { VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewReceipt {
  readonly codeHash: Uint8Array;
  readonly visitId: VisitId;
  readonly at: Instant;
}

export async function insertReceipt(tx: Writable, { codeHash, visitId, at }: NewReceipt): Promise<void> {
  await tx
    .insertInto('receipts')
    .values({ code_hash: codeHash, visit_id: visitId, pass_id: null, created_at: at })
    .onConflict((conflict) => conflict.column('code_hash').doNothing())
    .execute();
}

export async function deleteReceipt(tx: Writable, codeHash: Uint8Array): Promise<void> {
  await tx.deleteFrom('receipts').where('code_hash', '=', codeHash).execute();
}
