/** The tables of wards, cities and provinces, in the conventions of `schema.ts`. Nothing of a visitor is in any of them. */
import type { Generated } from 'kysely';
import type { ReminderChannel, ReminderReason } from '#shared/contract/portal-ward.ts';
import type { CaseKind, CaseState, DifficultyCategory } from '#shared/contract/portal-ward-cases.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import type { VenueType } from '#shared/domain/venue.ts';

type Bytes = Uint8Array;

export interface OfficerInvitationsTable {
  id: string;
  token_hash: Bytes;
  role: OfficerRole;
  /** JSON array of unit codes. */
  units_json: string;
  /** Whom it is for, in the inviter's words. */
  label: string;
  /** An account, or `cli`. */
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}

/** How many check-ins a venue had on a day; counted anew from the log whenever a fact of that day comes in. */
export interface VenueDaysTable {
  venue_id: VenueId;
  day: CalendarDay;
  /** At a kiosk or by the staff. */
  attended: number;
  /** By phones, behind the poster. */
  by_phone: number;
}

/** The same, summed over the venues of a commune and type: what a trend is drawn from. */
export interface UnitDaysTable {
  commune_code: string;
  type: VenueType;
  day: CalendarDay;
  /** Venues with at least one attended check-in. */
  active: number;
  /** Venues with check-ins by phones alone. */
  phone_only: number;
  visits: number;
}

/** What a ward knows of a venue besides what the venue says of itself; a venue without a row has none of it yet. */
export interface VenueStandingTable {
  venue_id: VenueId;
  /** Street of `street_of`, as `streetOf` cuts it. */
  street: Generated<string | null>;
  street_of: Generated<string | null>;
  last_attended_day: Generated<CalendarDay | null>;
  last_phone_day: Generated<CalendarDay | null>;
  /** When an officer had seen the business. */
  verified_at: Generated<Instant | null>;
  verified_by: Generated<AccountId | null>;
  /** Reminders since the last attended day. */
  reminders: Generated<number>;
  reminded_day: Generated<CalendarDay | null>;
}

/** One row, id 1: up to which row of the log the days above are counted. */
export interface VenueDaysCursorTable {
  id: number;
  event_row: number;
}

export interface RemindersTable {
  id: string;
  venue_id: VenueId;
  reason: ReminderReason;
  channel: ReminderChannel;
  day: CalendarDay;
  /** Since the venue's last attended day, from 1. */
  number: number;
  at: Instant;
  sent_by: AccountId;
  undone_at: Instant | null;
}

export interface InspectionsTable {
  /** Minted on the phone: the same one sent twice is one. */
  id: string;
  venue_id: VenueId;
  inspected_by: AccountId;
  /** By the phone's clock. */
  done_at: Instant;
  received_at: Instant;
  /** `inspectionAnswersSchema` */
  answers_json: string;
  passed: number;
  /** The inspection that the phone knew as the last one. */
  based_on: string | null;
  /** Another one that came in between: both stay. */
  conflicts_with: string | null;
}

/** A business that somebody registered for it, until it takes the venue over. */
export interface ClaimsTable {
  venue_id: VenueId;
  registered_by: AccountId;
  registered_at: Instant;
  /** SHA-256 of the code on the slip. */
  code_hash: Bytes;
  issued_at: Instant;
  expires_at: Instant;
  claimed_at: Instant | null;
  claimed_by: AccountId | null;
}

/** A dispute or a difficulty: said by one side, settled or answered by the other. */
export interface WardCasesTable {
  id: string;
  venue_id: VenueId;
  kind: CaseKind;
  category: DifficultyCategory | null;
  text: string;
  state: CaseState;
  raised_by: AccountId;
  raised_side: 'owner' | 'officer';
  raised_at: Instant;
  forwarded_at: Instant | null;
  answer: string | null;
  answered_by: AccountId | null;
  answered_at: Instant | null;
}

/** A report that a unit asks of the wards below it. */
export interface ReportCallsTable {
  id: string;
  /** JSON array of the unit codes of whoever asked. */
  units_json: string;
  title: string;
  due_at: Instant;
  /** Until when cities report to the province; null: they are not asked. */
  city_due_at: Generated<Instant | null>;
  created_by: AccountId;
  created_at: Instant;
}

export interface ReportSubmissionsTable {
  call_id: string;
  unit_code: string;
  /** `reportFiguresSchema`, as it stood. */
  figures_json: string;
  /** SHA-256 of `figures_json`, hex. */
  sha256: string;
  note: string;
  submitted_by: AccountId;
  submitted_at: Instant;
}
