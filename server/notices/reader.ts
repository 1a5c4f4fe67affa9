import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface NoticeRecord {
  readonly id: string;
  readonly textJson: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly createdBy: string | null;
  readonly withdrawnAt: Instant | null;
}

const MAX_LISTED = 200;

const selectNotices = (db: Readable, organisationId: OrganisationId) =>
  db
    .selectFrom('notices')
    .leftJoin('accounts', 'accounts.id', 'notices.created_by')
    .select([
      'notices.id',
      'text_json as textJson',
      'published_at as startsAt',
      'ends_at as endsAt',
      'accounts.name as createdBy',
      'withdrawn_at as withdrawnAt',
    ])
    .where('notices.organisation_id', '=', organisationId);

/** The newest first. */
export const listNotices = (db: Readable, organisationId: OrganisationId): Promise<NoticeRecord[]> =>
  selectNotices(db, organisationId).orderBy('published_at', 'desc').orderBy('notices.id').limit(MAX_LISTED).execute();

export const findNotice = (
  db: Readable,
  organisationId: OrganisationId,
  id: string,
): Promise<NoticeRecord | undefined> =>
  selectNotices(db, organisationId).where('notices.id', '=', id).executeTakeFirst();

/** Notice -> the venues it is for; those for all are not in it. */
export async function listNoticeVenues(db: Readable, ids: readonly string[]): Promise<Map<string, VenueId[]>> {
  const found = new Map<string, VenueId[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('notice_venues')
    .select(['notice_id as noticeId', 'venue_id as venueId'])
    .where('notice_id', 'in', ids)
    .orderBy('venue_id')
    .execute();
  for (const { noticeId, venueId } of rows) found.set(noticeId, [...(found.get(noticeId) ?? []), venueId]);
  return found;
}

/** How many of these are the organisation's own. */
export async function countOwnVenues(
  db: Readable,
  organisationId: OrganisationId,
  ids: readonly VenueId[],
): Promise<number> {
  const { count } = await db
    .selectFrom('venues')
    .select((venue) => venue.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', ids)
    .executeTakeFirstOrThrow();
  return count;
}
