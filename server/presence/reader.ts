import { sql } from 'kysely';
import type { Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, KioskId, OrganisationId, PartyId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { PreparedStatement, Readable, Store } from '../store/access.ts';
import { INSIDE, OPEN } from '../store/inside.ts';

/** Somebody who is inside. */
export interface PresentRecord {
  readonly id: VisitId;
  readonly venueId: VenueId;
  readonly partyId: PartyId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  readonly way: Way;
  readonly verdict: Verdict | null;
  readonly flagsJson: string;
  readonly contactKeyId: string | null;
  readonly contactSealed: Uint8Array | null;
  /** The arrival that stands for this one. */
  readonly sameAs: VisitId | null;
}

const selectOpen = (db: Readable, venueId: VenueId, now: Instant) =>
  db
    .selectFrom('visits')
    .leftJoin('entrances', 'entrances.id', 'visits.entrance_id')
    .select((e) => [
      'visits.id',
      'visits.venue_id as venueId',
      'visits.party_id as partyId',
      e.fn.coalesce('entrances.name', e.val('')).as('entranceName'),
      'visits.arrived_at as arrivedAt',
      'visits.way',
      'visits.verdict',
      'visits.flags_json as flagsJson',
      'visits.contact_key_id as contactKeyId',
      'visits.contact_sealed as contactSealed',
      'visits.same_as as sameAs',
    ])
    .where('visits.venue_id', '=', venueId)
    .where('visits.ends_at', '>', now)
    .where(sql<boolean>`${sql.raw(OPEN)}`)
    .orderBy('visits.arrived_at')
    .orderBy('visits.party_id')
    // Who has no name comes after the one who is responsible.
    .orderBy(sql`case when visits.flags_json like '%accompanied-%' then 1 else 0 end`)
    .orderBy('visits.id');

/** Oldest first, those who came together beside each other. */
export const listInside = (db: Readable, venueId: VenueId, now: Instant): Promise<PresentRecord[]> =>
  selectOpen(db, venueId, now)
    .where(sql<boolean>`${sql.raw(INSIDE)}`)
    .execute();

/** Told to see the staff, undecided, still there: the longest first; once, at however many doors it was. */
export async function listCalls(db: Readable, venueId: VenueId, now: Instant): Promise<PresentRecord[]> {
  const told = await selectOpen(db, venueId, now)
    .where('visits.verdict', '=', 'see-staff')
    .where('visits.resolved_at', 'is', null)
    .execute();
  const first = new Map<VisitId, PresentRecord>();
  for (const record of told) {
    const stay = record.sameAs ?? record.id;
    if (!first.has(stay)) first.set(stay, record);
  }
  return [...first.values()];
}

/** Doors with a kiosk in use that has not been heard of since. */
export async function listSilentEntrances(db: Readable, venueId: VenueId, since: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('kiosks')
    .innerJoin('entrances', 'entrances.id', 'kiosks.entrance_id')
    .select('entrances.name')
    .distinct()
    .where('kiosks.venue_id', '=', venueId)
    .where('entrances.retired_at', 'is', null)
    .where('kiosks.revoked_at', 'is', null)
    .where((where) => where(where.fn.coalesce('kiosks.last_seen_at', 'kiosks.paired_at'), '<', since))
    .orderBy('entrances.name')
    .execute();
  return rows.map(({ name }) => name);
}

export interface ActedVisit {
  readonly id: VisitId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly partyId: PartyId;
  readonly verdict: Verdict | null;
  readonly resolvedAt: Instant | null;
  readonly leftAt: Instant | null;
  readonly way: Way;
  readonly kioskId: KioskId | null;
  readonly arrivedAt: Instant;
}

export const findActedVisit = (db: Readable, id: VisitId): Promise<ActedVisit | undefined> =>
  db
    .selectFrom('visits')
    .select([
      'id',
      'organisation_id as organisationId',
      'venue_id as venueId',
      'entrance_id as entranceId',
      'party_id as partyId',
      'verdict',
      'resolved_at as resolvedAt',
      'left_at as leftAt',
      'way',
      'kiosk_id as kioskId',
      'arrived_at as arrivedAt',
    ])
    .where('id', '=', id)
    .where('voided_at', 'is', null)
    .executeTakeFirst();

export const findVenueNames = (
  db: Readable,
  id: VenueId,
): Promise<{ organisationId: OrganisationId; name: string } | undefined> =>
  db.selectFrom('venues').select(['organisation_id as organisationId', 'name']).where('id', '=', id).executeTakeFirst();

export const listVenueIds = (db: Readable): Promise<{ id: VenueId }[]> =>
  db.selectFrom('venues').select('id').execute();

/** Prepared: asked of every venue, often. */
export const prepareHasEnded = (store: Store): PreparedStatement<{ readonly id: VisitId }> =>
  store.prepareRead(`select id from visits where venue_id = ? and ends_at <= ? and ${OPEN} limit 1`);
