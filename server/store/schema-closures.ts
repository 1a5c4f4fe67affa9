/** Tables of city reports and of venues closed by their ward, in the conventions of `schema.ts`. Nothing of a visitor is in any of them. */
import type { ClosureReason } from '#shared/contract/portal-closures.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** What a city said to the province, out of its wards' reports as they stood. */
export interface CitySubmissionsTable {
  id: string;
  call_id: string;
  /** The city's unit codes in their order, with commas. */
  area: string;
  /** `cityFiguresSchema`, as it stood. */
  figures_json: string;
  /** SHA-256 of `figures_json`, hex. */
  sha256: string;
  note: string;
  submitted_by: AccountId;
  submitted_at: Instant;
}

/** A venue that its ward closed to settle a dispute; while it stands, the owner cannot open it again. */
export interface VenueClosuresTable {
  id: string;
  venue_id: VenueId;
  /** The dispute that this settled. */
  case_id: string | null;
  reason: ClosureReason;
  text: string;
  closed_by: AccountId;
  closed_at: Instant;
  undo_until: Instant;
  undone_at: Instant | null;
  undone_by: AccountId | null;
}
