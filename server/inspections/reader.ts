import { type Inspection, inspectionAnswersSchema } from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';
import type { InspectionsTable } from '../store/schema-ward.ts';

const selectInspections = (db: Readable) =>
  db
    .selectFrom('inspections')
    .select([
      'id',
      'venue_id',
      'inspected_by',
      'done_at',
      'received_at',
      'answers_json',
      'passed',
      'based_on',
      'conflicts_with',
    ]);

const parse = (row: InspectionsTable): Inspection => ({
  id: row.id,
  venueId: row.venue_id,
  doneAt: row.done_at,
  answers: inspectionAnswersSchema.parse(JSON.parse(row.answers_json)),
  passed: row.passed === 1,
  conflicts: row.conflicts_with !== null,
});

/** Newest first. */
export const listInspections = async (db: Readable, venueId: VenueId): Promise<Inspection[]> =>
  (
    await selectInspections(db)
      .where('venue_id', '=', venueId)
      .orderBy('received_at', 'desc')
      .orderBy('id')
      .limit(50)
      .execute()
  ).map(parse);

export async function findInspection(db: Readable, id: string): Promise<Inspection | undefined> {
  const row = await selectInspections(db).where('id', '=', id).executeTakeFirst();
  return row && parse(row);
}

/** The one that came in last, whenever it was done. */
export const findLatestId = async (db: Readable, venueId: VenueId): Promise<string | null> =>
  (
    await db
      .selectFrom('inspections')
      .select('id')
      .where('venue_id', '=', venueId)
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id ?? null;

/** All of the commune's, by street as people walk; what a phone can hold. */
export const listRound = (db: Readable, communeCode: string, limit: number) =>
  db
    .selectFrom('venues')
    .leftJoin('venue_standing', 'venue_standing.venue_id', 'venues.id')
    .leftJoin('inspections', (join) =>
      join.on('inspections.id', '=', (on) =>
        on
          .selectFrom('inspections as last')
          .select('last.id')
          .whereRef('last.venue_id', '=', 'venues.id')
          .orderBy('last.received_at', 'desc')
          .orderBy('last.id', 'desc')
          .limit(1),
      ),
    )
    .select([
      'venues.id',
      'venues.name',
      'venues.address_line as addressLine',
      'inspections.id as lastId',
      'inspections.done_at as lastAt',
      'inspections.passed as lastPassed',
    ])
    .where('venues.commune_code', '=', communeCode)
    .where('venues.closed_at', 'is', null)
    .orderBy('venue_standing.street')
    .orderBy('venues.name_search')
    .orderBy('venues.id')
    .limit(limit)
    .execute();
