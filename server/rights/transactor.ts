import type { RefusalReason, RightsOutcome, RightsStatus } from '#shared/contract/portal-rights.ts';
import type { AccountId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { SealedContent } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import type { RightsRequestsTable } from '../store/schema-rights.ts';
import type { PersonVisit } from './reader.ts';

export async function insertRequest(tx: Writable, row: RightsRequestsTable): Promise<void> {
  await tx.insertInto('rights_requests').values(row).execute();
}

export async function markAcknowledged(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx
    .updateTable('rights_requests')
    .set({ acknowledged_at: at })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .execute();
}

export async function markExtended(tx: Writable, id: string, at: Instant, dueAt: Instant): Promise<void> {
  await tx.updateTable('rights_requests').set({ extended_at: at, due_at: dueAt }).where('id', '=', id).execute();
}

export interface Closing {
  readonly id: string;
  readonly at: Instant;
  readonly by: AccountId | 'cli' | null;
  readonly status: Exclude<RightsStatus, 'open'>;
  readonly refusal: RefusalReason | null;
  readonly outcome: RightsOutcome;
  readonly deletionRecordId: string | null;
}

/** Whoever is answered was heard. @returns false when somebody was quicker. */
export async function markClosed(tx: Writable, closing: Closing): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('rights_requests')
    .set((e) => ({
      status: closing.status,
      closed_at: closing.at,
      closed_by: closing.by,
      refusal: closing.refusal,
      outcome_json: JSON.stringify(closing.outcome),
      deletion_record_id: closing.deletionRecordId,
      acknowledged_at: e.fn.coalesce('acknowledged_at', e.val(closing.at)),
    }))
    .where('id', '=', closing.id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

export interface Correction {
  readonly id: string;
  readonly requestId: string;
  readonly visit: PersonVisit;
  readonly at: Instant;
  readonly by: AccountId;
  readonly fields: readonly string[];
  readonly contact: SealedContent;
  readonly hashes: readonly Uint8Array[];
}

/** Puts the right content in the visit's place and keeps what stood there before. @returns false when it changed meanwhile. */
export async function insertCorrection(tx: Writable, correction: Correction): Promise<boolean> {
  const { visit } = correction;
  const { numUpdatedRows } = await tx
    .updateTable('visits')
    .set({ contact_key_id: correction.contact.keyId, contact_sealed: correction.contact.bytes })
    .where('id', '=', visit.id)
    .where('contact_sealed', '=', visit.contactSealed)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 0) return false;
  await tx
    .insertInto('visit_corrections')
    .values({
      id: correction.id,
      visit_id: visit.id,
      request_id: correction.requestId,
      at: correction.at,
      by: correction.by,
      fields_json: JSON.stringify(correction.fields),
      contact_key_id: visit.contactKeyId,
      contact_sealed: visit.contactSealed,
    })
    .execute();
  await replaceHashes(tx, visit, visit.day, correction.hashes);
  return true;
}

async function replaceHashes(
  tx: Writable,
  { id, venueId }: { readonly id: VisitId; readonly venueId: PersonVisit['venueId'] },
  day: CalendarDay,
  hashes: readonly Uint8Array[],
): Promise<void> {
  const event_id = id as string as never;
  await tx.deleteFrom('person_index').where('event_id', '=', event_id).execute();
  for (const hash of hashes) {
    await tx.insertInto('person_index').values({ hash, event_id, venue_id: venueId, day }).execute();
  }
}
