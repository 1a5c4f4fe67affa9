import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** Names of before, under which people still look for today's communes; a district has a row for each of its communes. */
export interface UnitAliasesTable {
  /** As people know it: `Phường Phú Hội`. */
  name: string;
  /** Lower case, without marks. */
  name_search: string;
  /** Where it was, for people and for the search: `Quận Thuận Hoá, Huế`. */
  within: string;
  within_search: string;
  commune_code: string;
}

/** A file of venues that somebody looks at before it is let in, or that is going in. Gone after a day. */
export interface ImportsTable {
  id: string;
  organisation_id: OrganisationId;
  created_by: AccountId;
  created_at: Instant;
  expires_at: Instant;
  rows: number;
  /** `importCountsSchema` */
  counts_json: string;
  /** When the last row was in. */
  finished_at: Instant | null;
}

/** Some hundred rows of it: names and phones of people are in them, so sealed. */
export interface ImportChunksTable {
  import_id: string;
  /** From 0. */
  number: number;
  rows_sealed: Uint8Array;
  /** Within the transaction that made its venues: never twice, never half. */
  applied_at: Instant | null;
  /** Row -> venue, once applied. */
  results_json: string | null;
}
