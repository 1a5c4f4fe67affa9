import type { Reminder } from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Readable } from '../store/access.ts';

const selectReminders = (db: Readable) =>
  db
    .selectFrom('reminders')
    .select(['reminders.id', 'reminders.venue_id as venueId', 'reason', 'channel', 'number', 'at'])
    .where('undone_at', 'is', null);

/** Newest first. */
export const listReminders = (db: Readable, venueId: VenueId): Promise<Reminder[]> =>
  selectReminders(db)
    .where('reminders.venue_id', '=', venueId)
    .orderBy('at', 'desc')
    .orderBy('reminders.id')
    .limit(100)
    .execute();

export interface SentReminder {
  readonly id: string;
  readonly venueId: VenueId;
  readonly day: CalendarDay;
}

export const listSent = (db: Readable, ids: readonly string[]): Promise<SentReminder[]> =>
  db
    .selectFrom('reminders')
    .select(['id', 'venue_id as venueId', 'day'])
    .where('id', 'in', ids)
    .where('undone_at', 'is', null)
    .execute();

/** @returns the newest since the venue was last active; undefined: none, or it was active since. */
export const findOpenReminder = (db: Readable, venueId: VenueId): Promise<Reminder | undefined> =>
  selectReminders(db)
    .innerJoin('venue_standing', 'venue_standing.venue_id', 'reminders.venue_id')
    .where('reminders.venue_id', '=', venueId)
    .where('venue_standing.reminders', '>', 0)
    .orderBy('at', 'desc')
    .executeTakeFirst();

export interface Addressee {
  readonly email: string;
  readonly language: Language;
}

/** Who owns the venue's organisation and confirmed their address, oldest first. */
export const listOwners = (db: Readable, venueId: VenueId): Promise<Addressee[]> =>
  db
    .selectFrom('venues')
    .innerJoin('memberships', 'memberships.organisation_id', 'venues.organisation_id')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.email', 'accounts.language'])
    .where('venues.id', '=', venueId)
    .where('memberships.role', '=', 'owner')
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.email_verified_at', 'is not', null)
    .orderBy('memberships.created_at')
    .execute();

export const findCommuneCode = async (db: Readable, venueId: VenueId): Promise<string | null> =>
  (await db.selectFrom('venues').select('commune_code').where('id', '=', venueId).executeTakeFirst())?.commune_code ??
  null;
