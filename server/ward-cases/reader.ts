import type { ClosureReason } from '#shared/contract/portal-closures.ts';
import type { CaseState, WardCase } from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

/** As kept, with the venue it is about. */
export type StoredCase = Omit<WardCase, 'communeName' | 'closure'> & {
  readonly communeCode: string;
  readonly closureId: string | null;
  readonly closureReason: ClosureReason | null;
  readonly closureAt: Instant | null;
  readonly undoUntil: Instant | null;
};

const LISTED = 200;

const selectCases = (db: Readable) =>
  db
    .selectFrom('ward_cases')
    .innerJoin('venues', 'venues.id', 'ward_cases.venue_id')
    .leftJoin('venue_closures', (join) =>
      join.onRef('venue_closures.case_id', '=', 'ward_cases.id').on('venue_closures.undone_at', 'is', null),
    )
    .select([
      'ward_cases.id',
      'venues.id as venueId',
      'venues.name as venueName',
      'venues.commune_code as communeCode',
      'ward_cases.kind',
      'ward_cases.category',
      'ward_cases.text',
      'ward_cases.state',
      'ward_cases.raised_side as raisedSide',
      'ward_cases.raised_at as raisedAt',
      'ward_cases.forwarded_at as forwardedAt',
      'ward_cases.answer',
      'ward_cases.answered_at as answeredAt',
      'venue_closures.id as closureId',
      'venue_closures.reason as closureReason',
      'venue_closures.closed_at as closureAt',
      'venue_closures.undo_until as undoUntil',
    ])
    .orderBy('ward_cases.raised_at', 'desc')
    .orderBy('ward_cases.id')
    .limit(LISTED);

export const listCasesOfVenue = (db: Readable, venueId: VenueId): Promise<StoredCase[]> =>
  selectCases(db).where('venues.id', '=', venueId).execute();

export async function listCasesWithin(
  db: Readable,
  communes: readonly string[],
  state: CaseState | undefined,
): Promise<StoredCase[]> {
  if (communes.length === 0) return [];
  const cases = selectCases(db).where('venues.commune_code', 'in', communes);
  return (state === undefined ? cases : cases.where('ward_cases.state', '=', state)).execute();
}

export const findCase = (db: Readable, id: string): Promise<StoredCase | undefined> =>
  selectCases(db).where('ward_cases.id', '=', id).executeTakeFirst();
