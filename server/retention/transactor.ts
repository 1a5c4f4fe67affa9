import { type RawBuilder, sql } from 'kysely';
import type { VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import type { Writable } from '../store/access.ts';
import { UNREAD } from './reader.ts';

const EMPTY = {
  contact: { contact_key_id: null, contact_sealed: null },
  health: { health_key_id: null, health_sealed: null },
} as const;

/** Takes the sealed bytes out of a venue's rows whose key is gone. The rows stay: that somebody came is no secret. */
export async function clearVenue(
  tx: Writable,
  venueId: VenueId,
  dataClass: DataClass,
  over: { readonly through: CalendarDay; readonly until: Instant },
): Promise<void> {
  await tx
    .updateTable('visits')
    .set(EMPTY[dataClass])
    .where('venue_id', '=', venueId)
    .where('day', '<=', over.through)
    .where(`${dataClass}_sealed`, 'is not', null)
    .execute();
  await tx
    .updateTable('visit_events')
    .set(EMPTY[dataClass])
    .where('venue_id', '=', venueId)
    .where('at', '<', over.until)
    .where(`${dataClass}_sealed`, 'is not', null)
    .execute();
}

interface Leftovers {
  readonly indexThrough: CalendarDay;
  readonly passesThrough: CalendarDay;
  /** Nothing personal that came before may be kept at all. */
  readonly hardUntil: Instant;
  /** What stood in a visit before a correction of then has no key any more. */
  readonly correctedUntil: Instant;
  /** Notes of incidents of before. */
  readonly notedUntil: Instant;
  readonly now: Instant;
}

/**
 * Hashes that no key makes any more, passes nobody can use, receipts of what is gone, what still waits in quarantine, notes and
 * files of venues whose time is over.
 */
export async function deleteLeftovers(tx: Writable, over: Leftovers): Promise<void> {
  await tx.deleteFrom('person_index').where('day', '<=', over.indexThrough).execute();
  await tx.deleteFrom('passes').where('issued_on', '<=', over.passesThrough).execute();
  await tx.deleteFrom('receipts').where('created_at', '<', over.hardUntil).execute();
  await tx
    .updateTable('rights_requests')
    .set({ person_key_id: null, person_sealed: null })
    .where('received_at', '<', over.hardUntil)
    .where('person_sealed', 'is not', null)
    .execute();
  await tx
    .updateTable('visit_corrections')
    .set(EMPTY.contact)
    .where('at', '<', over.correctedUntil)
    .where('contact_sealed', 'is not', null)
    .execute();
  await tx
    .updateTable('incident_entries')
    .set({ note_key_id: null, note_sealed: null })
    .where('at', '<', over.notedUntil)
    .where('kind', '<>', 'undone')
    .where('note_sealed', 'is not', null)
    .execute();
  await deleteExpiredImports(tx, over.now);
  await stripQuarantine(tx, sql<boolean>`received_at < ${over.hardUntil}`);
}

/** Names and phones of people stand in their rows, sealed to a key that is never destroyed. */
async function deleteExpiredImports(tx: Writable, now: Instant): Promise<void> {
  const expired = tx.selectFrom('imports').select('id').where('expires_at', '<=', now);
  await tx.deleteFrom('import_chunks').where('import_id', 'in', expired).execute();
  await tx.deleteFrom('imports').where('expires_at', '<=', now).execute();
}

/**
 * A record that nobody released keeps its facts; what was sealed in it goes, for the fallback key it may be sealed to is
 * never destroyed. Of what could not be read nobody knows what it says.
 */
async function stripQuarantine(tx: Writable, which: RawBuilder<boolean>): Promise<void> {
  const those = tx.updateTable('quarantine').where(which);
  await those
    .set({ ...EMPTY.contact, ...EMPTY.health })
    .where((where) => where.or([where('contact_sealed', 'is not', null), where('health_sealed', 'is not', null)]))
    .execute();
  await those.set({ body: '', code: 'expired' }).where('code', 'in', UNREAD).where('body', '<>', '').execute();
  await those
    .set({
      body: sql<string>`case when json_valid(body) then json_remove(body, '$.sealed') else '' end`,
      code: 'expired',
    })
    .where('body', 'like', '%"sealed"%')
    .execute();
}

export async function insertDeletionRecord(tx: Writable, id: string, at: Instant, document: string): Promise<void> {
  await tx.insertInto('deletion_records').values({ id, at, document }).execute();
}

/** Everything personal of these records, of what was said later about the visits among them, and the way to find the person by them. */
export async function eraseRecords(tx: Writable, recordIds: readonly string[]): Promise<void> {
  const nothing = { ...EMPTY.contact, ...EMPTY.health };
  const those = (column: string) => sql<boolean>`${sql.ref(column)} in (${sql.join(recordIds)})`;
  await tx.updateTable('visits').set(nothing).where(those('id')).execute();
  await tx.updateTable('visit_events').set(nothing).where(those('id')).execute();
  await stripQuarantine(tx, those('event_id'));
  // What waits about an erased visit under an id of its own is theirs as well.
  const about = sql`case when json_valid(body) then json_extract(body, '$.visitId') end`;
  await stripQuarantine(tx, sql<boolean>`${about} in (${sql.join(recordIds)})`);
  await tx.deleteFrom('visit_corrections').where(those('visit_id')).execute();
  await tx
    .updateTable('visit_events')
    .set(nothing)
    .where(those('visit_id'))
    .where('kind', '<>', sql.lit('arrived'))
    .execute();
  await tx.deleteFrom('passes').where(those('pass_id')).execute();
  await tx.deleteFrom('person_index').where(those('event_id')).execute();
}
