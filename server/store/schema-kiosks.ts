import type { Generated } from 'kysely';
import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { AccountId, EntranceId, EventId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

type Bytes = Uint8Array;

export interface KiosksTable {
  id: KioskId;
  organisation_id: OrganisationId;
  venue_id: VenueId;
  entrance_id: EntranceId;
  /** Ed25519, base64url. */
  public_key: string;
  paired_at: Instant;
  last_seen_at: Instant | null;
  revoked_at: Instant | null;
  /** Came back with a certificate this database does not remember (R6): its records wait in quarantine. */
  readmitted_at: Instant | null;
  /** `kioskStatusSchema` */
  status_json: string | null;
  /** The machine's clock minus this server's at the last contact. */
  clock_error_ms: number | null;
  /** When something last showed that two machines run with this one's key and place in the sequence. */
  forked_at: Generated<Instant | null>;
  /** What its people call it; null: by its entrance. */
  name: Generated<string | null>;
}

/** What is known of one installation's counters: R2's window and how far the log is without gaps. */
export interface KioskEpochsTable {
  kiosk_id: KioskId;
  epoch: string;
  highest_counter: number;
  /** 4,096 bits, bit `counter mod 4096` of the counters up to `highest_counter`. */
  seen_window: Bytes;
  /** Highest seq of this epoch up to which every event is here. */
  high_water: number;
  first_seen_at: Instant;
  last_seen_at: Instant;
}

export interface PairingCodesTable {
  /** SHA-256 of the code under its label. */
  code_hash: Bytes;
  entrance_id: EntranceId;
  /** null: made by the admin command. */
  created_by: AccountId | null;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  used_by_kiosk_id: KioskId | null;
}

/** What could not be taken for a visit, whole. */
export interface QuarantineTable {
  id: string;
  kiosk_id: KioskId;
  event_id: EventId;
  epoch: string;
  seq: number;
  code: QuarantineCode;
  /** The record's text as it came. */
  body: string;
  /** SHA-256 of `body`, computed here. */
  hash: Bytes;
  received_at: Instant;
  resolved_at: Instant | null;
  /** null: still open, or it came again sound (before people could decide). */
  resolution: Generated<QuarantineResolution | null>;
  /** The account that decided. */
  resolved_by: Generated<AccountId | null>;
  /** Personal content of a fact that another took the place of, sealed as in the log: its `body` is the clear part alone. */
  contact_key_id: Generated<string | null>;
  contact_sealed: Generated<Bytes | null>;
  health_key_id: Generated<string | null>;
  health_sealed: Generated<Bytes | null>;
}

/** `stored`: came again, sound. `superseded`: stood in the log until somebody chose another in its place. */
export type QuarantineResolution = 'stored' | 'released' | 'dismissed' | 'superseded';
