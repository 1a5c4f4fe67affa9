import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

/** Of one venue; null: of the organisation as a whole. */
export interface DeclarationScope {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId | null;
}

export interface CurrentSet {
  readonly json: string;
  readonly organisationId: OrganisationId | null;
  readonly venueId: VenueId | null;
}

/** The newest set of the venue, else of the organisation, else of the deployment. */
export async function findCurrentSet(
  db: Readable,
  { organisationId, venueId }: DeclarationScope,
): Promise<CurrentSet | undefined> {
  const newest = (owner: OrganisationId | null, venue: VenueId | null) =>
    db
      .selectFrom('question_sets')
      .select(['questions_json as json', 'organisation_id as organisationId', 'venue_id as venueId'])
      .where('organisation_id', owner === null ? 'is' : '=', owner)
      .where('venue_id', venue === null ? 'is' : '=', venue)
      .where('retired_at', 'is', null)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
  const ofVenue = venueId === null ? undefined : await newest(organisationId, venueId);
  return ofVenue ?? (await newest(organisationId, null)) ?? (await newest(null, null));
}

/** JSON of a set that the organisation asks or has asked; null: of the deployment alone. */
export const findSetOfVersion = async (
  db: Readable,
  version: number,
  organisationId: OrganisationId | null,
): Promise<string | undefined> =>
  (
    await db
      .selectFrom('question_sets')
      .select('questions_json')
      .where('version', '=', version)
      .where((where) => where.or([where('organisation_id', 'is', null), where('organisation_id', '=', organisationId)]))
      .executeTakeFirst()
  )?.questions_json;

export const findHighestVersion = async (db: Readable): Promise<number> =>
  (
    await db
      .selectFrom('question_sets')
      .select((set) => set.fn.max<number | null>('version').as('highest'))
      .executeTakeFirst()
  )?.highest ?? 0;

interface VersionRecord {
  readonly version: number;
  readonly publishedAt: Instant;
  readonly publishedBy: string | null;
}

/** The oldest first. */
export const listVersions = (db: Readable, { organisationId, venueId }: DeclarationScope): Promise<VersionRecord[]> =>
  db
    .selectFrom('question_sets')
    .leftJoin('accounts', 'accounts.id', 'question_sets.published_by')
    .select(['version', 'published_at as publishedAt', 'accounts.name as publishedBy'])
    .where('organisation_id', '=', organisationId)
    .where('venue_id', venueId === null ? 'is' : '=', venueId)
    .orderBy('version')
    .execute();

interface DraftRecord {
  readonly json: string;
  readonly revision: number;
  readonly savedAt: Instant;
  readonly savedBy: string | null;
}

/** @param id of the venue or of the organisation. */
export const findDraft = (db: Readable, id: string): Promise<DraftRecord | undefined> =>
  db
    .selectFrom('question_set_drafts')
    .leftJoin('accounts', 'accounts.id', 'question_set_drafts.saved_by')
    .select(['draft_json as json', 'revision', 'saved_at as savedAt', 'accounts.name as savedBy'])
    .where('question_set_drafts.id', '=', id)
    .executeTakeFirst();

/** Venues that ask something of their own now. */
export const listVenuesWithOwn = (
  db: Readable,
  organisationId: OrganisationId,
): Promise<Array<{ id: VenueId; name: string }>> =>
  db
    .selectFrom('venues')
    .select(['venues.id', 'venues.name'])
    .where('venues.organisation_id', '=', organisationId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('question_sets')
          .select('version')
          .whereRef('question_sets.venue_id', '=', 'venues.id')
          .where('retired_at', 'is', null),
      ),
    )
    .orderBy('venues.name')
    .execute();

export const findOrganisationOfVenue = async (db: Readable, id: VenueId): Promise<OrganisationId | undefined> =>
  (await db.selectFrom('venues').select('organisation_id').where('id', '=', id).executeTakeFirst())?.organisation_id;
