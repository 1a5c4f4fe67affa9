import { randomBytes } from 'node:crypto';
import type { VenueInput } from '#shared/contract/portal-api.ts';
import { type EntranceCode, type EntranceId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { foldAccents, nameKey } from '#shared/domain/search-text.ts';
import { VENUE_DEFAULTS } from '#shared/domain/venue.ts';
import type { Writable } from '../store/access.ts';

export async function insertVenue(
  tx: Writable,
  organisationId: OrganisationId,
  { name, type, address }: VenueInput,
  at: Instant,
): Promise<VenueId> {
  const id = mintId<VenueId>();
  const { duplicateWindowMs, maxStayMs, closesAt, ...choices } = VENUE_DEFAULTS[type];
  await tx
    .insertInto('venues')
    .values({
      id,
      organisation_id: organisationId,
      name,
      name_search: foldAccents(name),
      name_key: nameKey(name),
      type,
      address_line: address.line,
      address_search: foldAccents(address.line),
      commune_code: address.communeCode,
      duplicate_window_ms: duplicateWindowMs,
      max_stay_ms: maxStayMs,
      closes_at: closesAt,
      choices_json: JSON.stringify(choices),
      created_at: at,
      closed_at: null,
    })
    .execute();
  return id;
}

export interface NewEntrance {
  readonly venueId: VenueId;
  readonly name: string;
  readonly serial: string;
  readonly slug: string | null;
  readonly at: Instant;
  /** Among the venue's, from 0. */
  readonly position: number;
}

/** Mints the 128-bit code of its poster. */
export async function insertEntrance(tx: Writable, entrance: NewEntrance): Promise<EntranceId> {
  const id = mintId<EntranceId>();
  await tx
    .insertInto('entrances')
    .values({
      id,
      venue_id: entrance.venueId,
      name: entrance.name,
      code: randomBytes(16).toString('base64url') as EntranceCode,
      serial: entrance.serial,
      slug: entrance.slug,
      created_at: entrance.at,
      retired_at: null,
      position: entrance.position,
    })
    .execute();
  return id;
}
