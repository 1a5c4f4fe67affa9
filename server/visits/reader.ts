import { sql } from 'kysely';
import type { EventKind } from '#shared/contract/visit-event.ts';
import type { Assurance, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { AccountId, EntranceId, EventId, KioskId, PartyId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';
import type { Readable } from '../store/access.ts';
import { INSIDE, OPEN } from '../store/inside.ts';

export interface VisitRecord {
  readonly id: VisitId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  /** Seen leaving, or ended by itself. */
  readonly leftAt: Instant | null;
  readonly leftBy: LeftHow | null;
  readonly partyId: PartyId;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly way: Way;
  readonly assurance: Assurance;
  readonly verdict: Verdict | null;
  readonly flagsJson: string;
  readonly contactKeyId: string | null;
  readonly contactSealed: Uint8Array | null;
  /** null: nobody was asked for it, as nothing was given. */
  readonly consentVersion: number | null;
}

/** Where a page ended; pages are strictly beyond it. */
export interface Keyset {
  readonly arrivedAt: Instant;
  readonly id: VisitId;
}

export const selectVisits = (db: Readable) =>
  db
    .selectFrom('visits')
    .leftJoin('entrances', 'entrances.id', 'visits.entrance_id')
    .select((e) => [
      'visits.id',
      'visits.venue_id as venueId',
      'visits.entrance_id as entranceId',
      e.fn.coalesce('entrances.name', e.val('')).as('entranceName'),
      'visits.arrived_at as arrivedAt',
      e.fn.coalesce('visits.left_at', 'visits.auto_left_at').as('leftAt'),
      'visits.left_how as leftBy',
      'visits.party_id as partyId',
      'visits.resolved_at as resolvedAt',
      'visits.resolved_by as resolvedBy',
      'visits.way',
      'visits.assurance',
      'visits.verdict',
      'visits.flags_json as flagsJson',
      'visits.contact_key_id as contactKeyId',
      'visits.contact_sealed as contactSealed',
      'visits.consent_version as consentVersion',
    ])
    .where('visits.voided_at', 'is', null);

export const findVisit = (db: Readable, id: VisitId): Promise<VisitRecord | undefined> =>
  selectVisits(db).where('visits.id', '=', id).executeTakeFirst();

/** Let in, not seen leaving, and not ended by itself. */
export async function countInside(db: Readable, venueId: VenueId, now: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('venue_id', '=', venueId)
    .where('ends_at', '>', now)
    .where(sql<boolean>`${sql.raw(INSIDE)}`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Told to see the staff, undecided, still there: those who are called. */
export async function countSeeStaff(db: Readable, venueId: VenueId, now: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('visits')
    // Told at several doors, it is one person.
    .select(sql<number | string>`count(distinct coalesce(same_as, id))`.as('count'))
    .where('venue_id', '=', venueId)
    .where('ends_at', '>', now)
    .where(sql<boolean>`${sql.raw(OPEN)}`)
    .where('verdict', '=', 'see-staff')
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Who comes together is let in together: what arrived longer before or after belongs to none of them. */
const PARTY_SPREAD_MS = 60_000;

/** How many came in each of the visits' parties. */
export async function countParties(
  db: Readable,
  venueId: VenueId,
  visits: ReadonlyArray<{ readonly partyId: PartyId; readonly arrivedAt: Instant }>,
): Promise<ReadonlyMap<PartyId, number>> {
  const spans = spansOf(visits.map(({ arrivedAt }) => arrivedAt));
  if (spans.length === 0) return new Map();
  const values = sql.join(spans.map(({ from, to }) => sql`(${from}, ${to})`));
  const rows = await db
    .selectFrom(sql<{ column1: number; column2: number }>`(values ${values})`.as('span'))
    // Cross: span by span, each by the index.
    .crossJoin('visits')
    .select(({ fn }) => ['visits.party_id as partyId', fn.countAll<number | string>().as('people')])
    .where('visits.venue_id', '=', venueId)
    .where('visits.arrived_at', '>=', sql<number>`span.column1`)
    .where('visits.arrived_at', '<=', sql<number>`span.column2`)
    .where('visits.voided_at', 'is', null)
    .where('visits.same_as', 'is', null)
    .groupBy('visits.party_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute();
  return new Map(rows.map(({ partyId, people }) => [partyId, Number(people)]));
}

/** The times around these instants, each once: few visits of a long range must not bring in all that came between them. */
function spansOf(instants: readonly Instant[]): { readonly from: Instant; readonly to: Instant }[] {
  const spans: { from: Instant; to: Instant }[] = [];
  for (const at of instants.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && at - PARTY_SPREAD_MS <= last.to) last.to = at + PARTY_SPREAD_MS;
    else spans.push({ from: at - PARTY_SPREAD_MS, to: at + PARTY_SPREAD_MS });
  }
  return spans;
}

/** Names of accounts by id. */
export async function nameAccounts(db: Readable, ids: readonly AccountId[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Labels of a venue's staff cards by their hash, revoked ones too. */
export async function labelCards(
  db: Readable,
  venueId: VenueId,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff_cards')
    .select(['card_hash as hash', 'label'])
    .where('venue_id', '=', venueId)
    .where('card_hash', 'in', hashes)
    .execute();
  return new Map(rows.map(({ hash, label }) => [hash, label]));
}

/** What the log has of an event, without anything personal. */
export interface StoredEvent {
  readonly id: EventId;
  readonly kind: EventKind;
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly kioskId: KioskId | null;
  readonly entranceName: string | null;
  readonly clearJson: string;
}

const selectEvents = (db: Readable, venueId: VenueId) =>
  db
    .selectFrom('visit_events')
    .leftJoin('entrances', 'entrances.id', 'visit_events.entrance_id')
    .select([
      'visit_events.id',
      'visit_events.kind',
      'visit_events.at',
      'visit_events.received_at as receivedAt',
      'visit_events.kiosk_id as kioskId',
      'entrances.name as entranceName',
      'visit_events.clear_json as clearJson',
    ])
    .where('visit_events.venue_id', '=', venueId);

/** More than one person ever does in a day: then it is a number typed for everybody. */
const MOST_STEPS = 100;

/** The arrival of a visit, and later ones that count as the same. */
export const listArrivalsOfStay = (db: Readable, { id, venueId }: VisitRecord): Promise<StoredEvent[]> =>
  selectEvents(db, venueId)
    .where((where) =>
      where.or([
        where('visit_events.id', '=', sql<EventId>`${id}`),
        where(
          'visit_events.id',
          'in',
          where
            .selectFrom('visits')
            .select(sql<EventId>`visits.id`.as('id'))
            .where('same_as', '=', id)
            .where('venue_id', '=', venueId)
            .where('voided_at', 'is', null)
            .limit(MOST_STEPS),
        ),
      ]),
    )
    .execute();

/** What was said of a visit after its arrival. */
export const listEventsAbout = (db: Readable, venueId: VenueId, id: VisitId): Promise<StoredEvent[]> =>
  selectEvents(db, venueId)
    .where('visit_events.visit_id', '=', id)
    .where('visit_events.kind', '<>', sql.lit('arrived'))
    .limit(MOST_STEPS)
    .execute();
