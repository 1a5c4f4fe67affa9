import type { IncidentEntryKind, IncidentKind } from '#shared/contract/portal-audit.ts';
import type { WebhookEvent } from '#shared/contract/portal-integrations.ts';
import type {
  IdentityCheck,
  RefusalReason,
  RightsChannel,
  RightsKind,
  RightsStatus,
} from '#shared/contract/portal-rights.ts';
import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

type Bytes = Uint8Array;

/** Somebody asks about their own data. Whom it is about is sealed and gone after the hard maximum. */
export interface RightsRequestsTable {
  id: string;
  organisation_id: OrganisationId;
  /** What people call it; unique in the deployment. */
  reference: string;
  kind: RightsKind;
  status: RightsStatus;
  channel: RightsChannel;
  identity_check: IdentityCheck;
  received_at: Instant;
  /** null: the person did it alone, with a receipt. */
  received_by: AccountId | 'cli' | null;
  acknowledge_by: Instant;
  due_at: Instant;
  acknowledged_at: Instant | null;
  extended_at: Instant | null;
  closed_at: Instant | null;
  closed_by: AccountId | 'cli' | null;
  refusal: RefusalReason | null;
  /** Counts of what was done; names nobody. */
  outcome_json: string;
  deletion_record_id: string | null;
  person_key_id: string | null;
  /** `askerSchema`, sealed. */
  person_sealed: Bytes | null;
}

/** What stood in a visit before somebody had it put right. */
export interface VisitCorrectionsTable {
  id: string;
  visit_id: VisitId;
  request_id: string;
  at: Instant;
  by: AccountId;
  /** Names of the fields. */
  fields_json: string;
  contact_key_id: string | null;
  contact_sealed: Bytes | null;
}

export interface IncidentsTable {
  id: string;
  organisation_id: OrganisationId;
  reference: string;
  kind: IncidentKind;
  noticed_at: Instant;
  opened_at: Instant;
  opened_by: AccountId;
  /** `breachWindowSchema` */
  window_json: string;
  closed_at: Instant | null;
}

export interface IncidentEntriesTable {
  id: string;
  incident_id: string;
  at: Instant;
  by: AccountId;
  kind: IncidentEntryKind;
  note_key_id: string | null;
  note_sealed: Bytes | null;
}

/** What another program shows to be let in. */
export interface ApiTokensTable {
  id: string;
  organisation_id: OrganisationId;
  label: string;
  /** SHA-256 of the token. */
  token_hash: Bytes;
  /** Its last characters, to tell it by. */
  tail: string;
  /** JSON array of `ApiScope`. */
  scopes_json: string;
  created_at: Instant;
  created_by: AccountId;
  expires_at: Instant;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
}

export interface WebhooksTable {
  id: string;
  organisation_id: OrganisationId;
  url: string;
  /** JSON array of {@link WebhookEvent}. */
  events_json: string;
  secret_key_id: string;
  secret_sealed: Bytes;
  /** Who was shown it, and could sign with it. */
  secret_shown_to: AccountId;
  /** After a change of the secret both sign, until then. */
  former_key_id: string | null;
  former_sealed: Bytes | null;
  former_until: Instant | null;
  created_at: Instant;
  created_by: AccountId;
  /** Deliveries in a row that were given up. */
  failures: number;
  disabled_at: Instant | null;
  /** `restored`: an older copy of the database came back, with a secret that had been changed since. */
  disabled_why: 'person' | 'failures' | 'restored' | null;
}

/** The outbox. Bodies hold ids and numbers, nothing about a person. */
export interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  message_id: string;
  event: WebhookEvent;
  body: string;
  created_at: Instant;
  attempts: number;
  /** null: delivered or given up. */
  next_at: Instant | null;
  delivered_at: Instant | null;
  last_at: Instant | null;
  /** Status of the answer, or why there was none. */
  last_outcome: string | null;
}
