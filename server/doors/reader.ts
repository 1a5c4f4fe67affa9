import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { StoredChoices } from './choices.ts';

export interface DoorRecord extends StoredChoices {
  readonly organisationId: OrganisationId;
  readonly hoursJson: string | null;
  readonly staffPin: string | null;
  readonly staffPinSetAt: Instant | null;
}

export const findDoor = (db: Readable, id: VenueId): Promise<DoorRecord | undefined> =>
  db
    .selectFrom('venues')
    .select([
      'organisation_id as organisationId',
      'duplicate_window_ms as duplicateWindowMs',
      'max_stay_ms as maxStayMs',
      'closes_at as closesAt',
      'closing_by as closingBy',
      'opening_hours_json as hoursJson',
      'choices_json as choicesJson',
      'staff_pin as staffPin',
      'staff_pin_set_at as staffPinSetAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst();

export interface EntranceMode {
  readonly id: EntranceId;
  readonly name: string;
  readonly mode: KioskMode;
}

export const listModes = (db: Readable, venueId: VenueId): Promise<EntranceMode[]> =>
  db
    .selectFrom('entrances')
    .select(['id', 'name', 'mode'])
    .where('venue_id', '=', venueId)
    .where('retired_at', 'is', null)
    .orderBy('created_at')
    .orderBy('serial')
    .execute();

export const findVenueOfEntrance = (db: Readable, id: EntranceId): Promise<{ venueId: VenueId } | undefined> =>
  db
    .selectFrom('entrances')
    .select('venue_id as venueId')
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
