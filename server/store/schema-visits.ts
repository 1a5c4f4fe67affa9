import type { EventKind } from '#shared/contract/visit-event.ts';
import type { Assurance, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, EventId, KioskId, OrganisationId, PartyId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';

type Bytes = Uint8Array;

/** The log: facts as they came, without their personal part. Never updated. */
export interface VisitEventsTable {
  id: EventId;
  /** null: a self check-in behind a poster. */
  kiosk_id: KioskId | null;
  epoch: string | null;
  seq: number | null;
  /** SHA-256 of the event's text as it came. */
  hash: Bytes;
  kind: EventKind;
  venue_id: VenueId;
  entrance_id: EntranceId;
  visit_id: VisitId | null;
  at: Instant;
  received_at: Instant;
  /** The event without `sealed`. */
  clear_json: string;
  /** Personal content of an event that opened no visit, re-sealed; a visit's own is in `visits`. */
  contact_key_id: string | null;
  contact_sealed: Bytes | null;
  health_key_id: string | null;
  health_sealed: Bytes | null;
}

/** Projection of the log: one row per arrival. */
export interface VisitsTable {
  id: VisitId;
  organisation_id: OrganisationId;
  venue_id: VenueId;
  entrance_id: EntranceId;
  kiosk_id: KioskId | null;
  party_id: PartyId;
  /** Day of `arrived_at`. */
  day: CalendarDay;
  arrived_at: Instant;
  /** Seen leaving. */
  left_at: Instant | null;
  /** When it ends by itself unless somebody is seen leaving before. */
  ends_at: Instant;
  /** It did end by itself, then. A departure that comes to be known later takes its place. */
  auto_left_at: Instant | null;
  left_how: LeftHow | null;
  extended_at: Instant | null;
  voided_at: Instant | null;
  /** When staff decided after "please see the staff"; `verdict` is then theirs. */
  resolved_at: Instant | null;
  /** `card:<hash>`, `account:<id>`, or `pin` where nobody said who. */
  resolved_by: string | null;
  /** The earlier visit of the same person within the venue's duplicate window. The row stays in the log, flagged. */
  same_as: VisitId | null;
  way: Way;
  assurance: Assurance;
  verdict: Verdict | null;
  questions_version: number | null;
  consent_version: number | null;
  language: Language | null;
  /** JSON array of texts: `eventFlagSchema`, and the server's own `serverFlagSchema`. */
  flags_json: string;
  contact_key_id: string | null;
  contact_sealed: Bytes | null;
  health_key_id: string | null;
  health_sealed: Bytes | null;
  received_at: Instant;
}

/** Arrivals of a quarter of an hour, as `visits` has them: kept by triggers, never written to by hand. Rows may come down to 0. */
export interface VisitQuartersTable {
  venue_id: VenueId;
  /** Quarters of an hour since the Unix epoch: every zone's hours and days are made of them. */
  quarter: number;
  way: Way;
  entrance_id: EntranceId;
  /** Neither voided nor the same as an earlier one. */
  arrived: number;
  /** Those of them who told of symptoms. */
  symptoms: number;
}

/** Looks a person up by phone, number or pass: HMAC under the index key of the day, so it dies with that key. */
export interface PersonIndexTable {
  hash: Bytes;
  /** An arrival (then also the visit's id), or a departure that names no visit. */
  event_id: EventId;
  venue_id: VenueId;
  day: CalendarDay;
}
