import type { AccountId, EntranceId, KioskId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { PreparedStatement, Store, Writable } from '../store/access.ts';
import type { KioskRecord } from './reader.ts';

export interface NewPairingCode {
  readonly codeHash: Uint8Array;
  readonly entranceId: EntranceId;
  readonly createdBy: AccountId | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Codes a day past their time go: who tries one by then learns no more than "unknown". */
export async function insertPairingCode(tx: Writable, code: NewPairingCode): Promise<void> {
  await tx
    .deleteFrom('pairing_codes')
    .where('expires_at', '<', code.createdAt - 86_400_000)
    .execute();
  await tx
    .insertInto('pairing_codes')
    .values({
      code_hash: code.codeHash,
      entrance_id: code.entranceId,
      created_by: code.createdBy,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
      used_at: null,
      used_by_kiosk_id: null,
    })
    .execute();
}

export async function markCodeUsed(tx: Writable, codeHash: Uint8Array, by: KioskId, at: Instant): Promise<void> {
  await tx
    .updateTable('pairing_codes')
    .set({ used_at: at, used_by_kiosk_id: by })
    .where('code_hash', '=', codeHash)
    .execute();
}

export async function insertKiosk(tx: Writable, kiosk: KioskRecord): Promise<void> {
  await tx
    .insertInto('kiosks')
    .values({
      id: kiosk.id,
      organisation_id: kiosk.organisationId,
      venue_id: kiosk.venueId,
      entrance_id: kiosk.entranceId,
      public_key: kiosk.publicKey,
      paired_at: kiosk.pairedAt,
      last_seen_at: null,
      revoked_at: kiosk.revokedAt,
      readmitted_at: kiosk.readmittedAt,
      status_json: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The first revocation stays. */
export async function markRevoked(tx: Writable, id: KioskId, at: Instant): Promise<void> {
  await tx.updateTable('kiosks').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
}

/** Shown on its page: two machines run with this kiosk's key (SYNC-SPEC S16). */
export async function markForked(tx: Writable, id: KioskId, at: Instant): Promise<void> {
  await tx.updateTable('kiosks').set({ forked_at: at }).where('id', '=', id).execute();
}

/** @param change a name that is null: by its entrance. */
export async function updateKiosk(
  tx: Writable,
  id: KioskId,
  { name, entranceId }: { readonly name?: string | null; readonly entranceId?: EntranceId },
): Promise<void> {
  const change = { ...(name !== undefined && { name }), ...(entranceId && { entrance_id: entranceId }) };
  if (Object.keys(change).length > 0) await tx.updateTable('kiosks').set(change).where('id', '=', id).execute();
}

/** R6: a person says that it is what it says. */
export async function markConfirmed(tx: Writable, id: KioskId): Promise<void> {
  await tx.updateTable('kiosks').set({ readmitted_at: null }).where('id', '=', id).execute();
}

export interface ContactStatements {
  readonly saveWindow: PreparedStatement<{ highWater: number }>;
  readonly markSeen: PreparedStatement;
}

/** Written with every exchange, in the transaction of its records. */
export const prepareContact = (store: Store): ContactStatements => ({
  saveWindow: store.prepare(
    `insert into kiosk_epochs (kiosk_id, epoch, highest_counter, seen_window, high_water, first_seen_at, last_seen_at)
     values (?, ?, ?, ?, 0, ?, ?)
     on conflict (kiosk_id, epoch) do update set highest_counter = excluded.highest_counter,
       seen_window = excluded.seen_window, last_seen_at = excluded.last_seen_at
     returning high_water as "highWater"`,
  ),
  markSeen: store.prepare('update kiosks set last_seen_at = ?, status_json = ?, clock_error_ms = ? where id = ?'),
});
