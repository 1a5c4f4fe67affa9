import type { EventKind } from '#shared/contract/visit-event.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EventId, KioskId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { LocalTime } from '#shared/domain/local-time.ts';
import type { ClosingBy, LeftHow } from '#shared/domain/visit-end.ts';
import type { PreparedStatement, Store } from '../store/access.ts';
import { OPEN } from '../store/inside.ts';
import type { StaffActor } from './transactor.ts';

export interface Place {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly duplicateWindowMs: number;
  readonly maxStayMs: number;
  readonly closesAt: LocalTime | null;
  readonly closingBy: ClosingBy | null;
  /** Only where it closes by them. */
  readonly hoursJson: string | null;
}

export const prepareFindPlace = (store: Store): PreparedStatement<Place> =>
  store.prepareRead(
    `select v.organisation_id as "organisationId", v.id as "venueId", v.duplicate_window_ms as "duplicateWindowMs",
       v.max_stay_ms as "maxStayMs", v.closes_at as "closesAt", v.closing_by as "closingBy",
       case when v.closing_by = 'hours' then v.opening_hours_json end as "hoursJson"
     from entrances e join venues v on v.id = e.venue_id where e.id = ?`,
  );

export interface StoredEvent {
  readonly hash: Uint8Array;
  readonly kioskId: KioskId | null;
  readonly venueId: VenueId;
  readonly at: Instant;
}

export interface VisitRow {
  readonly id: VisitId;
  readonly arrivedAt: Instant;
  readonly day: CalendarDay;
  readonly endsAt: Instant;
  readonly extendedAt: Instant | null;
  readonly leftAt: Instant | null;
  readonly autoLeftAt: Instant | null;
  readonly leftHow: LeftHow | null;
  readonly voidedAt: Instant | null;
  readonly sameAs: VisitId | null;
  readonly verdict: Verdict | null;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: StaffActor | null;
  /** The event that opened it. */
  readonly clearJson: string;
}

/** An event about a visit or a person, not an arrival. */
export interface LaterEvent {
  readonly id: EventId;
  readonly kind: EventKind;
  readonly at: Instant;
  readonly clearJson: string;
}

const VISIT_ROW =
  'v.id, v.day, v.arrived_at as "arrivedAt", v.ends_at as "endsAt", v.extended_at as "extendedAt", v.left_at as "leftAt", v.auto_left_at as "autoLeftAt", v.left_how as "leftHow", v.voided_at as "voidedAt", v.same_as as "sameAs", v.verdict, v.resolved_at as "resolvedAt", v.resolved_by as "resolvedBy", e.clear_json as "clearJson"';

/** Look-ups of the write connection: they see what the running transaction wrote. */
export interface LogQueries {
  readonly findEvent: PreparedStatement<StoredEvent>;
  readonly listAbout: PreparedStatement<LaterEvent>;
  /** Anybody at the venue known by this hash? Nearly always not, and then nothing else need be asked. */
  readonly findPerson: PreparedStatement<{ readonly eventId: EventId }>;
  /** Arrivals and departures by hash and venue without one of them: is there another beyond so many? */
  readonly findBeyond: PreparedStatement<{ readonly eventId: EventId }>;
  /** By hash and venue. */
  readonly listArrivals: PreparedStatement<VisitRow>;
  /** By what the arrivals of a hash at a venue are known, itself among it, but for one of them. */
  readonly listTied: PreparedStatement<{ readonly hash: Uint8Array }>;
  /** What is said of the arrivals of a hash at a venue. */
  readonly listAboutAll: PreparedStatement<LaterEvent & { readonly visitId: VisitId }>;
  /** Of an arrival or a departure. */
  readonly listHashes: PreparedStatement<{ readonly hash: Uint8Array }>;
  /** Those that name no visit, by hash and venue; `day` is theirs. */
  readonly listDepartures: PreparedStatement<LaterEvent & { readonly day: CalendarDay }>;
  readonly findVisit: PreparedStatement<VisitRow>;
  readonly findFollower: PreparedStatement<{ readonly id: VisitId }>;
  /** Open, of a venue, whose time is over. */
  readonly listEnded: PreparedStatement<{ readonly id: VisitId }>;
  readonly listSeqsAbove: PreparedStatement<{ readonly seq: number }>;
}

export const prepareQueries = (store: Store): LogQueries => ({
  findEvent: store.prepare(
    'select hash, kiosk_id as "kioskId", venue_id as "venueId", at from visit_events where id = ?',
  ),
  listAbout: store.prepare(
    `select id, kind, at, clear_json as "clearJson" from visit_events
     where visit_id = ? and venue_id = ? and kind <> 'arrived' order by at, id`,
  ),
  findPerson: store.prepare('select event_id as "eventId" from person_index where hash = ? and venue_id = ? limit 1'),
  findBeyond: store.prepare(
    `select event_id as "eventId" from person_index
     where hash = ? and venue_id = ? and event_id <> ? limit 1 offset ?`,
  ),
  listArrivals: store.prepare(
    `select ${VISIT_ROW} from person_index p join visits v on v.id = p.event_id join visit_events e on e.id = v.id
     where p.hash = ? and p.venue_id = ?`,
  ),
  listTied: store.prepare(
    `select distinct o.hash from person_index p join visits v on v.id = p.event_id
       join person_index o on o.event_id = p.event_id
     where p.hash = ? and p.venue_id = ? and p.event_id <> ?`,
  ),
  listAboutAll: store.prepare(
    `select e.id, e.kind, e.at, e.clear_json as "clearJson", e.visit_id as "visitId"
     from person_index p join visit_events e on e.visit_id = p.event_id
     where p.hash = ? and p.venue_id = ? and e.venue_id = p.venue_id and e.kind <> 'arrived'`,
  ),
  listHashes: store.prepare('select hash from person_index where event_id = ?'),
  listDepartures: store.prepare(
    `select e.id, e.kind, e.at, e.clear_json as "clearJson", p.day
     from person_index p join visit_events e on e.id = p.event_id
     where p.hash = ? and p.venue_id = ? and e.kind = 'left'`,
  ),
  findVisit: store.prepare(
    `select ${VISIT_ROW} from visits v join visit_events e on e.id = v.id where v.id = ? and v.venue_id = ?`,
  ),
  findFollower: store.prepare('select id from visits where same_as = ? and venue_id = ? limit 1'),
  listEnded: store.prepare(`select id from visits where venue_id = ? and ends_at <= ? and ${OPEN} limit ?`),
  listSeqsAbove: store.prepare(
    `select seq from visit_events where kiosk_id = ? and epoch = ? and seq > ?
     union select seq from quarantine where kiosk_id = ? and epoch = ? and seq > ?
     order by seq limit 2000`,
  ),
});
