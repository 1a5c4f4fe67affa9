/** The tables about posters, in the conventions of `schema.ts`. No personal data: who scanned is not kept here. */
import type { Generated } from 'kysely';
import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';

/** One row per code that was ever printed, scanned or replaced; none: nothing of it was seen yet. */
export interface PostersTable {
  code: EntranceCode;
  entrance_id: EntranceId;
  serial: string;
  /** The last print. */
  printed_at: Instant | null;
  prints: Generated<number>;
  /** A phone opened the poster's page. */
  first_scan_at: Instant | null;
  /** To the minute. */
  last_scan_at: Instant | null;
  first_check_in_at: Instant | null;
  /** Another code took its place; null: it is the entrance's own. */
  replaced_at: Instant | null;
  /** The end of the grace period of a replaced one. */
  works_until: Instant | null;
}

/** How often a replaced poster was still scanned on a day after its grace period. */
export interface LateScansTable {
  code: EntranceCode;
  day: CalendarDay;
  scans: number;
}

export interface PosterChoicesTable {
  venue_id: VenueId;
  /** `posterChoicesSchema` */
  choices_json: string;
  chosen_at: Instant;
}

export interface OrganisationLogosTable {
  organisation_id: OrganisationId;
  /** Written anew by the server: no metadata. */
  png: Uint8Array;
  width: number;
  height: number;
  uploaded_at: Instant;
  /** Taken off, and kept a day so that this can be undone. */
  removed_at: Instant | null;
}
