import type { OnBehalfList } from '#shared/contract/portal-ward-cases.ts';
import type { AccountId, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface StoredClaim {
  readonly venueId: VenueId;
  readonly organisationId: OrganisationId;
  readonly venueName: string;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly registeredBy: AccountId;
  readonly codeHash: Uint8Array;
  readonly expiresAt: Instant;
  readonly claimedAt: Instant | null;
}

const selectClaims = (db: Readable) =>
  db
    .selectFrom('claims')
    .innerJoin('venues', 'venues.id', 'claims.venue_id')
    .select([
      'venues.id as venueId',
      'venues.organisation_id as organisationId',
      'venues.name as venueName',
      'venues.address_line as addressLine',
      'venues.commune_code as communeCode',
      'claims.registered_by as registeredBy',
      'claims.code_hash as codeHash',
      'claims.expires_at as expiresAt',
      'claims.claimed_at as claimedAt',
    ])
    .where('venues.closed_at', 'is', null);

export const findClaimByCode = (db: Readable, codeHash: Uint8Array): Promise<StoredClaim | undefined> =>
  selectClaims(db).where('claims.code_hash', '=', codeHash).executeTakeFirst();

export const findClaimOf = (db: Readable, venueId: VenueId): Promise<StoredClaim | undefined> =>
  selectClaims(db).where('venues.id', '=', venueId).executeTakeFirst();

/** @param by null: whoever registered them. Newest first. */
export async function listRegistrations(
  db: Readable,
  communes: readonly string[],
  by: AccountId | null,
): Promise<OnBehalfList['registrations']> {
  if (communes.length === 0) return [];
  const all = db
    .selectFrom('claims')
    .innerJoin('venues', 'venues.id', 'claims.venue_id')
    .select([
      'venues.id as venueId',
      'venues.name as venueName',
      'venues.address_line as addressLine',
      'claims.registered_at as registeredAt',
      'claims.expires_at as expiresAt',
      'claims.claimed_at as claimedAt',
    ])
    .where('venues.closed_at', 'is', null)
    .where('venues.commune_code', 'in', communes)
    .orderBy('claims.registered_at', 'desc')
    .orderBy('venues.id')
    .limit(200);
  return (by === null ? all : all.where('claims.registered_by', '=', by)).execute();
}

export interface EntranceOf {
  readonly id: EntranceId;
  readonly serial: string;
}

export const listEntrancesOf = (db: Readable, venueId: VenueId): Promise<EntranceOf[]> =>
  db
    .selectFrom('entrances')
    .select(['id', 'serial'])
    .where('venue_id', '=', venueId)
    .where('retired_at', 'is', null)
    .orderBy('created_at')
    .orderBy('serial')
    .execute();

/** Codes by which a venue can still be taken over, whether or not their time is over. */
export const listOpenCodes = (db: Readable): Promise<{ readonly venueId: VenueId; readonly codeHash: Uint8Array }[]> =>
  db
    .selectFrom('claims')
    .select(['venue_id as venueId', 'code_hash as codeHash'])
    .where('claimed_at', 'is', null)
    .where('expires_at', '>', 0)
    .execute();
