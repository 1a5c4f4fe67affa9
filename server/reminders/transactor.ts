import { sql } from 'kysely';
import type { ReminderChannel, ReminderReason } from '#shared/contract/portal-ward.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export interface NewReminder {
  readonly id: string;
  readonly venueId: VenueId;
  readonly reason: ReminderReason;
  readonly channel: ReminderChannel;
  readonly day: CalendarDay;
  readonly at: Instant;
  readonly by: AccountId;
}

/** @returns its number since the venue was last active; null: it was reminded that day already. */
export async function insertReminder(tx: Writable, reminder: NewReminder): Promise<number | null> {
  const { id, venueId, reason, channel, day, at, by } = reminder;
  const standing = await tx
    .selectFrom('venue_standing')
    .select('reminders')
    .where('venue_id', '=', venueId)
    .executeTakeFirst();
  const number = (standing?.reminders ?? 0) + 1;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reminders')
    .values({ id, venue_id: venueId, reason, channel, day, number, at, sent_by: by, undone_at: null })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return null;
  const counted = { reminders: number, reminded_day: day };
  await tx
    .insertInto('venue_standing')
    .values({ venue_id: venueId, ...counted })
    .onConflict((on) => on.column('venue_id').doUpdateSet(counted))
    .execute();
  return number;
}

/** As if it had not been sent; the venue's count falls with it. */
export async function markUndone(tx: Writable, id: string, venueId: VenueId, at: Instant): Promise<void> {
  await tx.updateTable('reminders').set({ undone_at: at }).where('id', '=', id).execute();
  await tx
    .updateTable('venue_standing')
    .set({
      reminders: sql`max(0, reminders - 1)`,
      reminded_day: sql`(select max(day) from reminders where venue_id = ${venueId} and undone_at is null)`,
    })
    .where('venue_id', '=', venueId)
    .execute();
}
