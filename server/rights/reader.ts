import { sql } from 'kysely';
import type { Assurance, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { RightsRequestsTable } from '../store/schema-rights.ts';

export type RequestRow = RightsRequestsTable;

/** Closed ones that the list still shows. */
const CLOSED_SHOWN = 100;

export async function listRequests(db: Readable, organisationId: OrganisationId): Promise<RequestRow[]> {
  const of = db.selectFrom('rights_requests').selectAll().where('organisation_id', '=', organisationId);
  const open = await of.where('status', '=', 'open').orderBy('due_at').orderBy('id').execute();
  const closed = await of
    .where('status', '<>', 'open')
    .orderBy('closed_at', 'desc')
    .orderBy('id')
    .limit(CLOSED_SHOWN)
    .execute();
  return [...open, ...closed];
}

export const findRequest = (
  db: Readable,
  organisationId: OrganisationId,
  id: string,
): Promise<RequestRow | undefined> =>
  db
    .selectFrom('rights_requests')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();

/** Everything of a visit that its person may ask for. */
export interface PersonVisit {
  readonly id: VisitId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly day: CalendarDay;
  readonly arrivedAt: Instant;
  readonly leftAt: Instant | null;
  readonly endsAt: Instant;
  readonly way: Way;
  readonly assurance: Assurance;
  readonly verdict: Verdict | null;
  readonly consentVersion: number | null;
  readonly questionsVersion: number | null;
  readonly language: string | null;
  readonly contactKeyId: string | null;
  readonly contactSealed: Uint8Array | null;
  readonly healthKeyId: string | null;
  readonly healthSealed: Uint8Array | null;
  readonly corrected: number;
}

const selectVisits = (db: Readable) =>
  db
    .selectFrom('visits')
    .innerJoin('venues', 'venues.id', 'visits.venue_id')
    .leftJoin('entrances', 'entrances.id', 'visits.entrance_id')
    .select((e) => [
      'visits.id',
      'visits.organisation_id as organisationId',
      'visits.venue_id as venueId',
      'venues.name as venueName',
      'visits.entrance_id as entranceId',
      e.fn.coalesce('entrances.name', e.val('')).as('entranceName'),
      'visits.day',
      'visits.arrived_at as arrivedAt',
      e.fn.coalesce('visits.left_at', 'visits.auto_left_at').as('leftAt'),
      'visits.ends_at as endsAt',
      'visits.way',
      'visits.assurance',
      'visits.verdict',
      'visits.consent_version as consentVersion',
      'visits.questions_version as questionsVersion',
      'visits.language',
      'visits.contact_key_id as contactKeyId',
      'visits.contact_sealed as contactSealed',
      'visits.health_key_id as healthKeyId',
      'visits.health_sealed as healthSealed',
      e
        .selectFrom('visit_corrections')
        .select(sql<number>`count(*)`.as('n'))
        .whereRef('visit_corrections.visit_id', '=', 'visits.id')
        .as('corrected'),
    ]);

/** Newest first. @param organisationId null: of all. */
export async function listVisitsByHash(
  db: Readable,
  organisationId: OrganisationId | null,
  hashes: readonly Uint8Array[],
  limit: number,
): Promise<PersonVisit[]> {
  if (hashes.length === 0) return [];
  const rows = await selectVisits(db)
    .where('visits.id', 'in', (e) =>
      e.selectFrom('person_index').select(sql<VisitId>`event_id`.as('id')).where('hash', 'in', hashes),
    )
    .$if(organisationId !== null, (q) => q.where('visits.organisation_id', '=', organisationId as OrganisationId))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(tidy);
}

/** Only the organisation's own among them. */
export async function listVisitsById(
  db: Readable,
  organisationId: OrganisationId | null,
  ids: readonly VisitId[],
): Promise<PersonVisit[]> {
  if (ids.length === 0) return [];
  const rows = await selectVisits(db)
    .where('visits.id', 'in', ids)
    .$if(organisationId !== null, (q) => q.where('visits.organisation_id', '=', organisationId as OrganisationId))
    .orderBy('visits.arrived_at', 'desc')
    .orderBy('visits.id', 'desc')
    .execute();
  return rows.map(tidy);
}

const tidy = <T extends { readonly corrected: number | string | null }>(row: T) => ({
  ...row,
  corrected: Number(row.corrected ?? 0),
});

/** What a receipt was given for. */
export const findReceipt = (
  db: Readable,
  codeHash: Uint8Array,
): Promise<{ visitId: VisitId | null; passId: string | null } | undefined> =>
  db
    .selectFrom('receipts')
    .select(['visit_id as visitId', 'pass_id as passId'])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();

/** Departures that name no visit are known by hash alone. */
export async function listEventsByHash(
  db: Readable,
  organisationId: OrganisationId | null,
  hashes: readonly Uint8Array[],
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom('person_index')
    .innerJoin('venues', 'venues.id', 'person_index.venue_id')
    .select('event_id as id')
    .where('hash', 'in', hashes)
    .$if(organisationId !== null, (q) => q.where('venues.organisation_id', '=', organisationId as OrganisationId))
    .execute();
  return [...new Set(rows.map(({ id }) => id))];
}

export interface CorrectionRow {
  readonly visitId: VisitId;
  readonly at: Instant;
  readonly fieldsJson: string;
}

export const listCorrections = (db: Readable, visitIds: readonly VisitId[]): Promise<CorrectionRow[]> =>
  db
    .selectFrom('visit_corrections')
    .select(['visit_id as visitId', 'at', 'fields_json as fieldsJson'])
    .where('visit_id', 'in', visitIds)
    .orderBy('at')
    .execute();

export const findName = async (db: Readable, accountId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('accounts')
      .select('name')
      .where('id', '=', accountId as never)
      .executeTakeFirst()
  )?.name ?? null;

export const findOrganisationName = async (db: Readable, id: OrganisationId): Promise<string> =>
  (await db.selectFrom('organisations').select('name').where('id', '=', id).executeTakeFirst())?.name ?? '';
