import type { Closure } from '#shared/contract/portal-closures.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Readable } from '../store/access.ts';

export interface StoredClosure extends Closure {
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly communeCode: string;
  readonly organisationId: OrganisationId;
  readonly caseId: string | null;
  readonly text: string;
}

const selectStanding = (db: Readable) =>
  db
    .selectFrom('venue_closures')
    .innerJoin('venues', 'venues.id', 'venue_closures.venue_id')
    .select([
      'venue_closures.id',
      'venues.id as venueId',
      'venues.name as venueName',
      'venues.commune_code as communeCode',
      'venues.organisation_id as organisationId',
      'venue_closures.case_id as caseId',
      'venue_closures.reason',
      'venue_closures.text',
      'venue_closures.closed_at as closedAt',
      'venue_closures.undo_until as undoUntil',
    ])
    .where('venue_closures.undone_at', 'is', null);

export const findClosure = (db: Readable, id: string): Promise<StoredClosure | undefined> =>
  selectStanding(db).where('venue_closures.id', '=', id).executeTakeFirst();

/** The one that stands; undefined: the venue is open, or its owner closed it. */
export const findStandingOf = (
  db: Readable,
  venueId: VenueId,
): Promise<Pick<StoredClosure, 'id' | 'caseId'> | undefined> =>
  db
    .selectFrom('venue_closures')
    .select(['id', 'case_id as caseId'])
    .where('venue_id', '=', venueId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();

export const findVenueOwner = (
  db: Readable,
  venueId: VenueId,
): Promise<Pick<StoredClosure, 'organisationId'> | undefined> =>
  db.selectFrom('venues').select('organisation_id as organisationId').where('id', '=', venueId).executeTakeFirst();

export const listClosuresOf = (
  db: Readable,
  organisationId: OrganisationId,
  since: Instant,
): Promise<StoredClosure[]> =>
  selectStanding(db)
    .where('venues.organisation_id', '=', organisationId)
    .where('venue_closures.closed_at', '>=', since)
    .orderBy('venue_closures.closed_at', 'desc')
    .orderBy('venue_closures.id')
    .execute();

/** Whether one of its machines was heard of since then. */
export const hasWorkingKiosk = async (db: Readable, venueId: VenueId, since: Instant): Promise<boolean> =>
  (await db
    .selectFrom('kiosks')
    .select('id')
    .where('venue_id', '=', venueId)
    .where('revoked_at', 'is', null)
    .where('last_seen_at', '>', since)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export interface ClosureOwner {
  readonly email: string;
  readonly language: Language;
}

/** Who owns the venue's organisation and confirmed their address. */
export const listOwnersOf = (db: Readable, organisationId: OrganisationId): Promise<ClosureOwner[]> =>
  db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.email', 'accounts.language'])
    .where('memberships.organisation_id', '=', organisationId)
    .where('memberships.role', '=', 'owner')
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.email_verified_at', 'is not', null)
    .orderBy('memberships.created_at')
    .execute();
