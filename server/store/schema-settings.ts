/** Tables behind the settings of venues and organisations, in the conventions of `schema.ts`. */
import type { KioskAlert } from '#shared/contract/portal-api.ts';
import type { AccountId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** What somebody writes before it is published: at most one of an organisation, and one of each venue. */
export interface QuestionSetDraftsTable {
  /** The venue's id, or the organisation's for all of its venues. */
  id: string;
  organisation_id: OrganisationId;
  /** `declarationDraftSchema` */
  draft_json: string;
  /** Rises with every saving, so that two people do not write over each other unseen. */
  revision: number;
  saved_at: Instant;
  saved_by: AccountId;
}

/** Venues a notice is for; none: all of its organisation. */
export interface NoticeVenuesTable {
  notice_id: string;
  venue_id: VenueId;
}

/** From when to when something was wrong with a kiosk. */
export interface KioskAlertsTable {
  id: string;
  kiosk_id: KioskId;
  organisation_id: OrganisationId;
  alert: KioskAlert;
  began_at: Instant;
  /** Not seen since; null: still so. */
  ended_at: Instant | null;
  /** Over for good: from then on the same is another event. */
  settled_at: Instant | null;
  /** null: nobody was written to, so nobody is told of the end either. */
  mailed_at: Instant | null;
}
