/**
 * The tables as the code sees them. Ids are text UUIDs, instants integer milliseconds since the Unix epoch, days
 * `YYYY-MM-DD` in the deployment's zone, `..._json` texts hold JSON. No booleans: an instant says when, null says not.
 * Personal data appears only in `..._sealed` columns, sealed under a key of the key store.
 */
import type { Generated } from 'kysely';
import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import type {
  AccountId,
  EntranceCode,
  EntranceId,
  OrganisationId,
  StaffCardId,
  VenueId,
  VisitId,
} from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { LocalTime } from '#shared/domain/local-time.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { ClosingBy } from '#shared/domain/visit-end.ts';
import type {
  AccountsTable,
  EmailCodesTable,
  InvitationsTable,
  MembershipsTable,
  OfficerRolesTable,
  PasskeysTable,
  RecoveryCodesTable,
  ResetLinksTable,
  SessionsTable,
  TotpSecretsTable,
} from './schema-accounts.ts';
import type { CitySubmissionsTable, VenueClosuresTable } from './schema-closures.ts';
import type { ExportsTable } from './schema-exports.ts';
import type { KioskEpochsTable, KiosksTable, PairingCodesTable, QuarantineTable } from './schema-kiosks.ts';
import type { LateScansTable, OrganisationLogosTable, PosterChoicesTable, PostersTable } from './schema-posters.ts';
import type { ImportChunksTable, ImportsTable, UnitAliasesTable } from './schema-registration.ts';
import type {
  ApiTokensTable,
  IncidentEntriesTable,
  IncidentsTable,
  RightsRequestsTable,
  VisitCorrectionsTable,
  WebhookDeliveriesTable,
  WebhooksTable,
} from './schema-rights.ts';
import type { KioskAlertsTable, NoticeVenuesTable, QuestionSetDraftsTable } from './schema-settings.ts';
import type { PersonIndexTable, VisitEventsTable, VisitQuartersTable, VisitsTable } from './schema-visits.ts';
import type {
  ClaimsTable,
  InspectionsTable,
  OfficerInvitationsTable,
  RemindersTable,
  ReportCallsTable,
  ReportSubmissionsTable,
  UnitDaysTable,
  VenueDaysCursorTable,
  VenueDaysTable,
  VenueStandingTable,
  WardCasesTable,
} from './schema-ward.ts';

type Bytes = Uint8Array;

export interface Database {
  deployment: DeploymentTable;
  organisations: OrganisationsTable;
  accounts: AccountsTable;
  memberships: MembershipsTable;
  officer_roles: OfficerRolesTable;
  sessions: SessionsTable;
  totp_secrets: TotpSecretsTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  reset_links: ResetLinksTable;
  email_codes: EmailCodesTable;
  invitations: InvitationsTable;
  venues: VenuesTable;
  entrances: EntrancesTable;
  kiosks: KiosksTable;
  kiosk_epochs: KioskEpochsTable;
  pairing_codes: PairingCodesTable;
  staff_cards: StaffCardsTable;
  question_sets: QuestionSetsTable;
  question_set_drafts: QuestionSetDraftsTable;
  notices: NoticesTable;
  notice_venues: NoticeVenuesTable;
  kiosk_alerts: KioskAlertsTable;
  visit_events: VisitEventsTable;
  visits: VisitsTable;
  visit_quarters: VisitQuartersTable;
  person_index: PersonIndexTable;
  quarantine: QuarantineTable;
  passes: PassesTable;
  receipts: ReceiptsTable;
  exports: ExportsTable;
  audit: AuditTable;
  deletion_records: DeletionRecordsTable;
  administrative_units: AdministrativeUnitsTable;
  unit_aliases: UnitAliasesTable;
  imports: ImportsTable;
  import_chunks: ImportChunksTable;
  posters: PostersTable;
  late_scans: LateScansTable;
  officer_invitations: OfficerInvitationsTable;
  venue_days: VenueDaysTable;
  venue_days_cursor: VenueDaysCursorTable;
  unit_days: UnitDaysTable;
  venue_standing: VenueStandingTable;
  reminders: RemindersTable;
  inspections: InspectionsTable;
  claims: ClaimsTable;
  ward_cases: WardCasesTable;
  report_calls: ReportCallsTable;
  report_submissions: ReportSubmissionsTable;
  city_submissions: CitySubmissionsTable;
  venue_closures: VenueClosuresTable;
  poster_choices: PosterChoicesTable;
  organisation_logos: OrganisationLogosTable;
  rights_requests: RightsRequestsTable;
  visit_corrections: VisitCorrectionsTable;
  incidents: IncidentsTable;
  incident_entries: IncidentEntriesTable;
  api_tokens: ApiTokensTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
}

/** One row, id 1. */
export interface DeploymentTable {
  id: number;
  server_id: string;
  /** Changes when the database was restored from a backup (SYNC-SPEC S8). */
  server_epoch: string;
  created_at: Instant;
  /** When demo data was put in; such a folder never gets a public address. */
  demo_at: Instant | null;
}

export interface OrganisationsTable {
  id: OrganisationId;
  name: string;
  language: Language;
  created_at: Instant;
}

export interface VenuesTable {
  id: VenueId;
  organisation_id: OrganisationId;
  name: string;
  /** Lower case, without marks: what people type into a search box. */
  name_search: string;
  type: VenueType;
  address_line: string;
  commune_code: string;
  duplicate_window_ms: number;
  max_stay_ms: number;
  /** Everybody is checked out then; null: never closed. */
  closes_at: LocalTime | null;
  /** null: by the clock. */
  closing_by: Generated<ClosingBy | null>;
  /** The other choices of `kioskChoicesSchema`, as far as somebody made them; the three above stand for themselves. */
  choices_json: Generated<string>;
  /** argon2id of the PIN of the kiosks' staff pages, PHC string. */
  staff_pin: string | null;
  staff_pin_set_at: Instant | null;
  created_at: Instant;
  closed_at: Instant | null;
  /** The organisation's own number for it; unique within it. */
  external_id: Generated<string | null>;
  /** Words of the name alone, see `nameKey`. */
  name_key: Generated<string>;
  /** Lower case, without marks. */
  address_search: Generated<string>;
  /** Whom to call about it: an employee in their work, like an account's name and address. */
  responsible_name: Generated<string | null>;
  /** E.164 */
  responsible_phone: Generated<string | null>;
  /** Whole days after the day of the visit; null: the deployment's default. */
  contact_days: Generated<number | null>;
  health_days: Generated<number | null>;
  /** `openingHoursSchema`; null: nobody said. */
  opening_hours_json: Generated<string | null>;
}

export interface EntrancesTable {
  id: EntranceId;
  venue_id: VenueId;
  name: string;
  /** On the poster, 128 random bits; unique. */
  code: EntranceCode;
  /** Printed on the poster, unique in the deployment. */
  serial: string;
  /** A name for commands, e.g. `demo`; unique. */
  slug: string | null;
  mode: Generated<KioskMode>;
  created_at: Instant;
  retired_at: Instant | null;
  /** Among the venue's, from 0; those never moved stand by age. */
  position: Generated<number>;
}

/** A card says who of the staff acts at a kiosk; the PIN decides. */
export interface StaffCardsTable {
  id: StaffCardId;
  venue_id: VenueId;
  /** SHA-256 of the 16-byte id on the card, base64url; what kiosks and events know it by. */
  card_hash: string;
  label: string;
  created_at: Instant;
  created_by: AccountId;
  revoked_at: Instant | null;
  revoked_by: AccountId | null;
}

export interface QuestionSetsTable {
  /** Unique in the deployment, so that a declaration names its questions by number alone. */
  version: number;
  /** null: for every organisation without its own. */
  organisation_id: OrganisationId | null;
  /** `questionSetSchema` */
  questions_json: string;
  published_at: Instant;
  /** The one venue that asks it; null: all of the organisation. */
  venue_id: Generated<VenueId | null>;
  /** null: came with the program. */
  published_by: Generated<AccountId | null>;
  /** The organisation went back to what holds without it. */
  retired_at: Generated<Instant | null>;
}

export interface NoticesTable {
  id: string;
  /** null: for every organisation. */
  organisation_id: OrganisationId | null;
  /** null: everywhere; else the administrative unit it is for. */
  unit_code: string | null;
  /** `bilingualSchema` */
  text_json: string;
  /** Shown from then on. */
  published_at: Instant;
  ends_at: Instant | null;
  created_at: Generated<Instant | null>;
  created_by: Generated<AccountId | null>;
  withdrawn_at: Generated<Instant | null>;
}

export interface PassesTable {
  /** 32 hex digits. */
  pass_id: string;
  issued_on: CalendarDay;
  expires_on: CalendarDay;
  contact_key_id: string;
  contact_sealed: Bytes;
  consent_version: number;
  language: Language;
  created_at: Instant;
  withdrawn_at: Instant | null;
}

/** Lets a person without an account withdraw. */
export interface ReceiptsTable {
  /** SHA-256 of the receipt code under its label. */
  code_hash: Bytes;
  visit_id: VisitId | null;
  pass_id: string | null;
  created_at: Instant;
}

/** Proof of what was made unreadable, when and on whose rule; names nobody. */
export interface DeletionRecordsTable {
  id: string;
  at: Instant;
  /** Signed by the server, see `deletionSchema`. */
  document: string;
}

export interface AuditTable {
  seq: Generated<number>;
  at: Instant;
  /** Account id, `cli`, `kiosk:<id>` or `system`. */
  actor: string;
  action: string;
  organisation_id: OrganisationId | null;
  /** What it was done to, as `kind:id`. */
  subject: string;
  /** Facts about the act; never personal data. */
  details_json: string;
  prev_hash: Bytes;
  hash: Bytes;
}

/** Provinces (two digits) and communes (five), with the days between which a name holds. */
export interface AdministrativeUnitsTable {
  code: string;
  /** First day. */
  effective_from: CalendarDay;
  /** First day on which it is no more. */
  effective_to: CalendarDay | null;
  name: string;
  /** Lower case, without marks. */
  name_search: Generated<string>;
  /** null: a province-level unit. */
  province_code: string | null;
}
