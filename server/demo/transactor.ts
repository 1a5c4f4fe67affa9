import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import { VENUE_DEFAULTS, type VenueType } from '#shared/domain/venue.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import type { Writable } from '../store/access.ts';

export async function markDemo(tx: Writable, at: Instant): Promise<void> {
  await tx.updateTable('deployment').set({ demo_at: at }).where('id', '=', 1).execute();
}

/** A venue that only the board shows. */
export interface DemoVenue {
  readonly id: VenueId;
  readonly entranceId: EntranceId;
  readonly code: string;
  readonly serial: string;
  readonly name: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly createdAt: Instant;
  readonly lastAttendedDay: CalendarDay | null;
  readonly lastPhoneDay: CalendarDay | null;
  readonly isVerified: boolean;
  readonly reminders: number;
}

export interface DemoWard {
  readonly organisation: { readonly id: OrganisationId; readonly name: string };
  readonly commune: string;
  readonly now: Instant;
  readonly venues: readonly DemoVenue[];
  readonly days: readonly { readonly day: CalendarDay; readonly active: number }[];
}

const VISITS_PER_VENUE = 14;

/** Straight into the tables: nobody ever visited these. */
export async function insertDemoVenues(tx: Writable, ward: DemoWard): Promise<void> {
  const { organisation, commune, now, venues, days } = ward;
  await tx
    .insertInto('organisations')
    .values({ ...organisation, language: 'vi', created_at: now })
    .execute();
  for (const venue of venues) await insertDemoVenue(tx, venue, organisation.id, commune, now);
  await tx
    .insertInto('unit_days')
    .values(
      days.map(({ day, active }) => ({
        commune_code: commune,
        type: 'restaurant' as const,
        day,
        active,
        phone_only: Math.round(active / 5),
        visits: active * VISITS_PER_VENUE,
      })),
    )
    .execute();
}

async function insertDemoVenue(
  tx: Writable,
  venue: DemoVenue,
  organisationId: OrganisationId,
  commune: string,
  now: Instant,
): Promise<void> {
  const { id, name, type, addressLine, createdAt } = venue;
  const { duplicateWindowMs, maxStayMs } = VENUE_DEFAULTS[type];
  await tx
    .insertInto('venues')
    .values({
      id,
      organisation_id: organisationId,
      name,
      name_search: name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase(),
      type,
      address_line: addressLine,
      commune_code: commune,
      duplicate_window_ms: duplicateWindowMs,
      max_stay_ms: maxStayMs,
      created_at: createdAt,
      closed_at: null,
    })
    .execute();
  await insertDemoPoster(tx, venue);
  await tx
    .insertInto('venue_standing')
    .values({
      venue_id: id,
      last_attended_day: venue.lastAttendedDay,
      last_phone_day: venue.lastPhoneDay,
      verified_at: venue.isVerified ? now : null,
      reminders: venue.reminders,
    })
    .execute();
}

async function insertDemoPoster(
  tx: Writable,
  { id, entranceId, serial, createdAt, ...venue }: DemoVenue,
): Promise<void> {
  const code = venue.code as EntranceCode;
  const name = serverVi.demo.mainEntrance;
  await tx
    .insertInto('entrances')
    .values({ id: entranceId, venue_id: id, name, code, serial, slug: null, created_at: createdAt, retired_at: null })
    .execute();
  const scannedAt = venue.lastAttendedDay === null ? null : createdAt;
  await tx
    .insertInto('posters')
    .values({
      code,
      entrance_id: entranceId,
      serial,
      printed_at: createdAt,
      first_scan_at: scannedAt,
      last_scan_at: scannedAt,
      first_check_in_at: scannedAt,
      replaced_at: null,
      works_until: null,
    })
    .execute();
}
