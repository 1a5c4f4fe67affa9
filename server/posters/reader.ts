import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

/** What is known of the posters of one entrance, whichever of its codes they carried. No personal data. */
export interface PosterFacts {
  readonly entranceId: EntranceId;
  /** The last print. */
  readonly printedAt: Instant | null;
  readonly prints: number;
  /** A phone opened the page behind it. */
  readonly firstScanAt: Instant | null;
  /** To the minute. */
  readonly lastScanAt: Instant | null;
  readonly firstCheckInAt: Instant | null;
}

/** Entrances of which nothing was printed or scanned yet are not among them. */
export async function listPosterFacts(db: Readable, venueIds: readonly VenueId[]): Promise<PosterFacts[]> {
  if (venueIds.length === 0) return [];
  const rows = await db
    .selectFrom('posters')
    .innerJoin('entrances', 'entrances.id', 'posters.entrance_id')
    .select(({ fn }) => [
      'posters.entrance_id as entranceId',
      fn.max('posters.printed_at').as('printedAt'),
      fn.sum<number | string>('posters.prints').as('prints'),
      fn.min('posters.first_scan_at').as('firstScanAt'),
      fn.max('posters.last_scan_at').as('lastScanAt'),
      fn.min('posters.first_check_in_at').as('firstCheckInAt'),
    ])
    .where('entrances.venue_id', 'in', venueIds)
    .groupBy('posters.entrance_id')
    .execute();
  return rows.map((row) => ({ ...row, prints: Number(row.prints) }));
}

export interface PosterRecord {
  readonly code: EntranceCode;
  readonly entranceId: EntranceId;
  readonly serial: string;
  readonly printedAt: Instant | null;
  readonly prints: number;
  readonly firstScanAt: Instant | null;
  readonly lastScanAt: Instant | null;
  readonly firstCheckInAt: Instant | null;
  readonly replacedAt: Instant | null;
  readonly worksUntil: Instant | null;
}

const selectPosters = (db: Readable) =>
  db
    .selectFrom('posters')
    .select([
      'posters.code',
      'posters.entrance_id as entranceId',
      'posters.serial',
      'printed_at as printedAt',
      'prints',
      'first_scan_at as firstScanAt',
      'last_scan_at as lastScanAt',
      'first_check_in_at as firstCheckInAt',
      'replaced_at as replacedAt',
      'works_until as worksUntil',
    ]);

export const findPoster = (db: Readable, code: EntranceCode): Promise<PosterRecord | undefined> =>
  selectPosters(db).where('posters.code', '=', code).executeTakeFirst();

/** Whether the code, today's or one before it, hangs at a venue that is closed. */
export const isOfClosedVenue = async (db: Readable, code: EntranceCode): Promise<boolean> =>
  (await db
    .selectFrom('entrances')
    .innerJoin('venues', 'venues.id', 'entrances.venue_id')
    .select('entrances.id')
    .where('venues.closed_at', 'is not', null)
    .where((where) =>
      where.or([
        where('entrances.code', '=', code),
        where('entrances.id', 'in', where.selectFrom('posters').select('entrance_id').where('code', '=', code)),
      ]),
    )
    .executeTakeFirst()) !== undefined;

/** All that a venue's open entrances ever had, the newest replacement first. */
export const listPosters = (db: Readable, venueId: VenueId): Promise<PosterRecord[]> =>
  selectPosters(db)
    .innerJoin('entrances', 'entrances.id', 'posters.entrance_id')
    .where('entrances.venue_id', '=', venueId)
    .where('entrances.retired_at', 'is', null)
    .orderBy('replaced_at', 'desc')
    .execute();

/** Newest replacement first. */
export const listReplaced = (db: Readable, entranceId: EntranceId): Promise<PosterRecord[]> =>
  selectPosters(db)
    .where('entrance_id', '=', entranceId)
    .where('replaced_at', 'is not', null)
    .orderBy('replaced_at', 'desc')
    .execute();

export interface ReplacedCode {
  readonly code: EntranceCode;
  readonly entranceName: string;
}

/** Codes of a venue's posters whose place another took, the newest first: kiosks tell them from strangers'. */
export const listReplacedCodes = (db: Readable, venueId: VenueId, limit: number): Promise<ReplacedCode[]> =>
  db
    .selectFrom('posters')
    .innerJoin('entrances', 'entrances.id', 'posters.entrance_id')
    .select(['posters.code', 'entrances.name as entranceName'])
    .where('entrances.venue_id', '=', venueId)
    .where('posters.replaced_at', 'is not', null)
    .orderBy('posters.replaced_at', 'desc')
    .limit(limit)
    .execute();

export interface LateScans {
  readonly code: EntranceCode;
  readonly day: CalendarDay;
  readonly scans: number;
}

export const listLateScans = (db: Readable, venueId: VenueId, from: CalendarDay): Promise<LateScans[]> =>
  db
    .selectFrom('late_scans')
    .innerJoin('posters', 'posters.code', 'late_scans.code')
    .innerJoin('entrances', 'entrances.id', 'posters.entrance_id')
    .select(['late_scans.code', 'late_scans.day', 'late_scans.scans'])
    .where('entrances.venue_id', '=', venueId)
    .where('late_scans.day', '>=', from)
    .execute();

export const findChoices = async (db: Readable, venueId: VenueId): Promise<string | null> =>
  (await db.selectFrom('poster_choices').select('choices_json').where('venue_id', '=', venueId).executeTakeFirst())
    ?.choices_json ?? null;

export interface LogoRecord {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly uploadedAt: Instant;
  readonly removedAt: Instant | null;
}

export const findLogo = (db: Readable, organisationId: OrganisationId): Promise<LogoRecord | undefined> =>
  db
    .selectFrom('organisation_logos')
    .select(['png', 'width', 'height', 'uploaded_at as uploadedAt', 'removed_at as removedAt'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
