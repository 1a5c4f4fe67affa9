import { v4 } from 'uuid';
import type { OutboxRecord, QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { KioskId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';
import type { PreparedStatement, Store } from '../store/access.ts';
import { OPEN } from '../store/inside.ts';
import type { SealedVisitContent } from './open-content.ts';
import type { ReceivedEvent } from './read-record.ts';

/** Where an event came from; a self check-in comes from no kiosk. */
export interface Origin {
  readonly kioskId: KioskId;
  readonly epoch: string;
  /** null: it has no place of its own there (SYNC-SPEC S13). */
  readonly seq: number | null;
}

/** An event that is fit for the log: judged, opened, sealed anew. */
export interface FitEvent {
  readonly event: Omit<ReceivedEvent, 'sealed'>;
  readonly hash: Uint8Array;
  /** As judged by the server. */
  readonly at: Instant;
  readonly day: CalendarDay;
  readonly flags: readonly string[];
  readonly content: SealedVisitContent;
  /** Who of the staff acted; null: nobody did. */
  readonly by: StaffActor | null;
  readonly duplicateWindowMs: number;
  /** When a visit ends by itself, of somebody last seen then. */
  readonly endOf: (seenAt: Instant) => Instant;
}

/** By card, by the account of the portal, or by the PIN of a kiosk alone. */
export type StaffActor = `card:${string}` | `account:${string}` | 'pin';

export type AccountActor = Extract<StaffActor, `account:${string}`>;

export const isAccountActor = (by: unknown): by is AccountActor => typeof by === 'string' && by.startsWith('account:');

/** @param event as a kiosk sent it, or as it stands in the log. */
export function actorOf({
  staff,
  by,
}: Pick<ReceivedEvent, 'staff'> & { readonly by?: AccountActor | undefined }): StaffActor | null {
  if (by) return by;
  if (!staff) return null;
  return staff.card === null ? 'pin' : `card:${staff.card}`;
}

/** Writes to the log and its projection. All of it only inside `transactPrepared`. */
export interface LogWriter {
  /** @returns false when its id, or its place in the kiosk's sequence, is taken. */
  insertEvent(fit: FitEvent, origin: Origin | null, receivedAt: Instant): boolean;
  insertVisit(fit: FitEvent, kioskId: KioskId | null, receivedAt: Instant): void;
  insertPersonHashes(fit: FitEvent): void;
  /** The earliest departure stands. */
  closeVisit(id: VisitId, venueId: string, left: Departure): boolean;
  /** @param endsAt when it ends by itself now. */
  extendVisit(id: VisitId, venueId: string, at: Instant, endsAt: Instant): boolean;
  voidVisit(id: VisitId, venueId: string, at: Instant): boolean;
  replanVisit(id: VisitId, venueId: string, endsAt: Instant): void;
  /** Writes what all facts about the person come to. */
  restateVisit(id: VisitId, venueId: string, state: VisitRowState): void;
  /** Ends a visit by itself, if its time is over. */
  endVisit(id: VisitId, now: Instant): boolean;
  /** Kept once per content; @returns the code it is kept under. */
  quarantine(
    record: OutboxRecord,
    hash: Uint8Array,
    origin: Origin,
    code: QuarantineCode,
    receivedAt: Instant,
  ): QuarantineCode;
  /**
   * What was put aside earlier has found its place, whichever pairing of the organisation brought it then, and so has a
   * damaged copy that this kiosk sent. Other content under its id has not, nor what another organisation's kiosk brought.
   */
  settleInQuarantine(kiosk: StoredBy, eventId: string, hash: Uint8Array, at: Instant): void;
  raiseHighWater(kioskId: KioskId, epoch: string, seq: number): void;
  /** Two machines run with this kiosk's key (SYNC-SPEC S16). */
  markForked(kioskId: KioskId, at: Instant): void;
}

/** The kiosk that brought what is stored now. */
export interface StoredBy {
  readonly id: KioskId;
  readonly organisationId: OrganisationId;
}

export interface Departure {
  readonly at: Instant;
  readonly how: Exclude<LeftHow, 'automatic'>;
}

export interface Resolution {
  readonly at: Instant;
  readonly verdict: Verdict | null;
  readonly by: StaffActor | null;
}

/** What a visit's row says beyond its arrival, extension and cancellation. */
export interface VisitRowState {
  readonly leftAt: Instant | null;
  readonly leftHow: LeftHow | null;
  readonly autoLeftAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly verdict: Verdict | null;
  readonly resolvedBy: StaffActor | null;
  readonly sameAs: VisitId | null;
}

const EVENT_COLUMNS =
  'id, kiosk_id, epoch, seq, hash, kind, venue_id, entrance_id, visit_id, at, received_at, clear_json, contact_key_id, contact_sealed, health_key_id, health_sealed';
const VISIT_COLUMNS =
  'id, organisation_id, venue_id, entrance_id, kiosk_id, party_id, day, arrived_at, ends_at, auto_left_at, left_how, way, assurance, verdict, questions_version, consent_version, language, flags_json, contact_key_id, contact_sealed, health_key_id, health_sealed, received_at';

const insertInto = (table: string, columns: string): string =>
  `insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`;

export function prepareLogWriter(store: Store): LogWriter {
  return { ...prepareInserts(store), ...prepareVisitUpdates(store), ...prepareQuarantine(store) };
}

function prepareInserts(
  store: Store,
): Pick<LogWriter, 'insertEvent' | 'insertVisit' | 'insertPersonHashes' | 'raiseHighWater' | 'markForked'> {
  const event = store.prepare(`${insertInto('visit_events', EVENT_COLUMNS)} on conflict do nothing`);
  const visit = store.prepare(insertInto('visits', VISIT_COLUMNS));
  const person = store.prepare(
    `${insertInto('person_index', 'hash, event_id, venue_id, day')} on conflict (hash, event_id) do nothing`,
  );
  const highWater = store.prepare('update kiosk_epochs set high_water = ? where kiosk_id = ? and epoch = ?');
  const forked = store.prepare('update kiosks set forked_at = ? where id = ?');
  return {
    insertEvent(fit, origin, receivedAt) {
      const { id, kind, venueId, entranceId, visitId } = fit.event;
      const from = [origin?.kioskId ?? null, origin?.epoch ?? null, origin?.seq ?? null];
      // An arrival's content is in its visit.
      const content = kind === 'arrived' ? [null, null, null, null] : contentValues(fit);
      const clear = JSON.stringify(storedEvent(fit));
      const about = [fit.hash, kind, venueId, entranceId, visitId, fit.at, receivedAt, clear];
      return event.run(id, ...from, ...about, ...content) > 0;
    },
    insertVisit(fit, kioskId, receivedAt) {
      const { event: arrived, day, at, flags } = fit;
      const endsAt = fit.endOf(at);
      // Came late, as after days offline: it is over by now.
      const end = endsAt <= receivedAt ? [endsAt, endsAt, 'automatic'] : [endsAt, null, null];
      const { id, organisationId, venueId, entranceId, partyId, way, assurance, verdict, questions, consent } = arrived;
      const place = [organisationId, venueId, entranceId, kioskId, partyId, day, at, ...end, way, assurance, verdict];
      const asked = [questions?.version ?? null, consent?.version ?? null, (questions ?? consent)?.language ?? null];
      visit.run(id, ...place, ...asked, JSON.stringify(flags), ...contentValues(fit), receivedAt);
    },
    insertPersonHashes({ event: { id, venueId }, content, day }) {
      for (const hash of content.personHashes) person.run(hash, id, venueId, day);
    },
    markForked(kioskId, at) {
      forked.run(at, kioskId);
    },
    raiseHighWater(kioskId, epoch, seq) {
      highWater.run(seq, kioskId, epoch);
    },
  };
}

/** Who of the staff acted in the portal is no part of what a kiosk may say, so it stands beside the event. */
const storedEvent = ({ event, by }: FitEvent): object => (isAccountActor(by) ? { ...event, by } : event);

const contentValues = ({ content: { contact, health } }: FitEvent) => [
  contact?.keyId ?? null,
  contact?.bytes ?? null,
  health?.keyId ?? null,
  health?.bytes ?? null,
];

/** Each takes the earliest or latest of what it is told, so that the order in which facts arrive does not matter. */
function prepareVisitUpdates(
  store: Store,
): Pick<LogWriter, 'closeVisit' | 'extendVisit' | 'voidVisit' | 'replanVisit' | 'restateVisit' | 'endVisit'> {
  const update = (set: string, when: string): PreparedStatement =>
    store.prepare(`update visits set ${set} where id = ? and venue_id = ? and (${when})`);
  const close = update(
    'left_at = ?, left_how = ?, auto_left_at = null',
    'arrived_at <= ? and (left_at is null or left_at > ? or left_at = ? and left_how > ?)',
  );
  const extend = update('extended_at = ?, ends_at = ?', 'extended_at is null or extended_at < ?');
  const replan = update('ends_at = ?', 'true');
  const cancel = update('voided_at = ?', 'voided_at is null or voided_at > ?');
  const restate = update(
    'left_at = ?, left_how = ?, auto_left_at = ?, resolved_at = ?, verdict = ?, resolved_by = ?, same_as = ?',
    'true',
  );
  const end = store.prepare(
    `update visits set auto_left_at = ends_at, left_how = 'automatic' where id = ? and ends_at <= ? and ${OPEN}`,
  );
  return {
    closeVisit: (id, venueId, { at, how }) => close.run(at, how, id, venueId, at, at, at, how) > 0,
    extendVisit: (id, venueId, at, endsAt) => extend.run(at, endsAt, id, venueId, at) > 0,
    voidVisit: (id, venueId, at) => cancel.run(at, id, venueId, at) > 0,
    replanVisit(id, venueId, endsAt) {
      replan.run(endsAt, id, venueId);
    },
    restateVisit(id, venueId, state) {
      const { leftAt, leftHow, autoLeftAt, resolvedAt, verdict, resolvedBy, sameAs } = state;
      restate.run(leftAt, leftHow, autoLeftAt, resolvedAt, verdict, resolvedBy, sameAs, id, venueId);
    },
    endVisit: (id, now) => end.run(id, now) > 0,
  };
}

function prepareQuarantine(store: Store): Pick<LogWriter, 'quarantine' | 'settleInQuarantine'> {
  const keep = store.prepare<{ readonly code: QuarantineCode }>(
    `${insertInto('quarantine', 'id, kiosk_id, event_id, epoch, seq, code, body, hash, received_at')}
     on conflict (kiosk_id, event_id, hash) do update
       set code = case when quarantine.code = 'expired' then 'expired' else excluded.code end returning code`,
  );
  const settle = store.prepare(
    `update quarantine set resolved_at = ?, resolution = 'stored' where event_id = ? and resolved_at is null
       and (kiosk_id = ? and code in ('malformed', 'hash-mismatch')
         or hash = ? and (select organisation_id from kiosks k where k.id = quarantine.kiosk_id) = ?)`,
  );
  return {
    quarantine(record, hash, { kioskId, epoch, seq }, code, receivedAt) {
      return keep.get(v4(), kioskId, record.id, epoch, seq, code, record.body, hash, receivedAt)?.code ?? code;
    },
    settleInQuarantine(kiosk, eventId, hash, at) {
      settle.run(at, eventId, kiosk.id, hash, kiosk.organisationId);
    },
  };
}
