import type { KioskId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { IncidentEntriesTable, IncidentsTable } from '../store/schema-rights.ts';

export type IncidentRow = IncidentsTable;
export type EntryRow = IncidentEntriesTable;

export const listIncidents = (db: Readable, organisationId: OrganisationId): Promise<IncidentRow[]> =>
  db
    .selectFrom('incidents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute();

export const findIncident = (
  db: Readable,
  organisationId: OrganisationId,
  id: string,
): Promise<IncidentRow | undefined> =>
  db
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();

/** Oldest first. */
export const listEntries = (db: Readable, incidentIds: readonly string[]): Promise<EntryRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('incident_entries')
        .selectAll()
        .where('incident_id', 'in', incidentIds)
        .orderBy('at')
        .orderBy('id')
        .execute();

/** A visit as far as a breach of it matters. */
export interface ExposedVisit {
  readonly id: VisitId;
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly day: CalendarDay;
  readonly arrivedAt: Instant;
  readonly endedAt: Instant;
  readonly contactKeyId: string | null;
  readonly contactSealed: Uint8Array | null;
  readonly hasHealth: number;
}

const selectExposed = (db: Readable) =>
  db
    .selectFrom('visits')
    .innerJoin('venues', 'venues.id', 'visits.venue_id')
    .select((e) => [
      'visits.id',
      'visits.venue_id as venueId',
      'venues.name as venueName',
      'visits.day',
      'visits.arrived_at as arrivedAt',
      e.fn.coalesce('visits.left_at', 'visits.ends_at').as('endedAt'),
      'visits.contact_key_id as contactKeyId',
      'visits.contact_sealed as contactSealed',
      e.case().when('visits.health_sealed', 'is not', null).then(1).else(0).end().as('hasHealth'),
    ]);

/** Of a venue between two days, both included; in pages by id. */
export const listVisitsOfDays = (
  db: Readable,
  venueId: VenueId,
  days: { readonly from: CalendarDay; readonly to: CalendarDay },
  after: string,
  limit: number,
): Promise<ExposedVisit[]> =>
  selectExposed(db)
    .where('visits.venue_id', '=', venueId)
    .where('visits.day', '>=', days.from)
    .where('visits.day', '<=', days.to)
    .where('visits.id', '>', after as VisitId)
    .orderBy('visits.id')
    .limit(limit)
    .execute();

/** Who checked in at a machine. */
export const listVisitsOfKiosk = (
  db: Readable,
  organisationId: OrganisationId,
  kioskId: KioskId,
  window: { readonly from: Instant; readonly until: Instant },
  limit: number,
): Promise<ExposedVisit[]> =>
  selectExposed(db)
    .where('visits.organisation_id', '=', organisationId)
    .where('visits.kiosk_id', '=', kioskId)
    .where('visits.arrived_at', '>=', window.from)
    .where('visits.arrived_at', '<', window.until)
    .orderBy('visits.id')
    .limit(limit)
    .execute();

export const listVisitsById = (
  db: Readable,
  organisationId: OrganisationId,
  ids: readonly string[],
): Promise<ExposedVisit[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : selectExposed(db)
        .where('visits.organisation_id', '=', organisationId)
        .where('visits.id', 'in', ids as readonly VisitId[])
        .execute();
