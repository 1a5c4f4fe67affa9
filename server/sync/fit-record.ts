import { setImmediate } from 'node:timers/promises';
import type { OutboxRecord, QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import { type EventFlag, eventFlagSchema } from '#shared/contract/visit-event.ts';
import type { EntranceId, EventId, VenueId } from '#shared/domain/ids.ts';
import { addDays, dayOf, type Instant } from '#shared/domain/instant.ts';
import { parseOpeningHours } from '#shared/domain/opening-hours.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { endOfVisit } from '#shared/domain/visit-end.ts';
import type { KioskPrincipal } from '../http/principals.ts';
import type { PreparedStatement, Store } from '../store/access.ts';
import { judgeTime } from './judge-time.ts';
import { type ContentParts, hashPerson, type OpenedContent, openContent, sealContent } from './open-content.ts';
import { hashBody, type ReceivedEvent, readRecord } from './read-record.ts';
import type { Place } from './reader.ts';
import { actorOf, type FitEvent } from './transactor.ts';

export interface FitParts extends ContentParts {
  readonly timeZone: string;
  readonly findPlace: (id: EntranceId) => Place | undefined;
  /** Where else a kiosk's own key was paired: it may have moved with records that wait. */
  readonly findFormer: (kiosk: KioskPrincipal, venueId: VenueId) => KioskPrincipal | null;
  /** Of what is in the log. */
  readonly findHash: (id: EventId) => Uint8Array | undefined;
}

/** On the read connection: what is found has committed. */
export const prepareFindHash = (store: Store): PreparedStatement<{ readonly hash: Uint8Array }> =>
  store.prepareRead('select hash from visit_events where id = ?');

/** A record with its fate so far; whether it is new is known only inside the transaction. */
export interface ExaminedRecord {
  readonly record: OutboxRecord;
  readonly hash: Uint8Array;
  readonly verdict: Result<FitEvent, QuarantineCode>;
  /** Whose it is: a kiosk's that moved is the pairing's by which it was there. */
  readonly from: KioskPrincipal;
}

/** Opened and sealed in one go; in between, others get their turn: some 5 ms. */
const AT_ONCE = 50;

/** Together, since they share the place they come from. */
export async function examineAll(
  parts: FitParts,
  kiosk: KioskPrincipal,
  records: readonly OutboxRecord[],
  receivedAt: Instant,
): Promise<ExaminedRecord[]> {
  const place = parts.findPlace(kiosk.entranceId);
  const own: FitParts = { ...parts, findPlace: (id) => (id === kiosk.entranceId ? place : parts.findPlace(id)) };
  const examined: ExaminedRecord[] = [];
  for (let from = 0; from < records.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    const some = records
      .slice(from, from + AT_ONCE)
      .map(async (record) => examineKnown(parts, kiosk, record) ?? examineRecord(own, kiosk, record, receivedAt));
    examined.push(...(await Promise.all(some)));
  }
  return examined;
}

/** After a restore kiosks send all they have (S8): what is there already is neither opened nor sealed for that. */
function examineKnown({ findHash }: FitParts, from: KioskPrincipal, record: OutboxRecord): ExaminedRecord | null {
  const known = findHash(record.id);
  if (!known) return null;
  const hash = hashBody(record.body);
  // What is said of it if somebody chooses another for its place meanwhile (S13).
  return Buffer.compare(known, hash) === 0 ? { record, hash, from, verdict: err('conflict') } : null;
}

/** Everything about a record that can be done outside the transaction. Never throws for what a kiosk sent. */
export async function examineRecord(
  parts: FitParts,
  kiosk: KioskPrincipal,
  record: OutboxRecord,
  receivedAt: Instant,
): Promise<ExaminedRecord> {
  const hash = hashBody(record.body);
  const event = readRecord(record, hash);
  if (!event.ok) return { record, hash, from: kiosk, verdict: event };
  const from = pairingOf(parts, kiosk, event.value);
  // Only where somebody was erased lately: it costs an opening more.
  const opened = parts.keys.hasErasedPeople() ? await openContent(parts.keys, event.value) : null;
  const isGone =
    isErased(parts.keys, event.value) ||
    (opened?.ok === true && isOfErasedPerson(parts, event.value, opened.value, receivedAt, from.pairedAt));
  const kept = isGone ? withoutContent(record, event.value) : record;
  if (from.standing !== 'active') return { record: kept, hash, from, verdict: err(isGone ? 'expired' : from.standing) };
  return {
    record: kept,
    hash,
    from,
    verdict: await fitEvent(parts, from, {
      event: event.value,
      hash,
      receivedAt,
      opened: isGone ? ok(NOTHING_LEFT) : opened,
    }),
  };
}

function pairingOf({ findFormer }: FitParts, kiosk: KioskPrincipal, { venueId, organisationId }: ReceivedEvent) {
  const isHere = kiosk.standing !== 'active' || venueId === kiosk.venueId;
  const former = isHere ? null : findFormer(kiosk, venueId);
  return former?.organisationId === organisationId ? former : kiosk;
}

/** What was erased does not come back by way of quarantine. */
const withoutContent = (record: OutboxRecord, { sealed: _sealed, ...facts }: ReceivedEvent): OutboxRecord => ({
  ...record,
  body: JSON.stringify(facts),
});

interface Candidate {
  readonly event: ReceivedEvent;
  readonly hash: Uint8Array;
  readonly receivedAt: Instant;
  /** null: not yet. */
  readonly opened: Result<OpenedContent, QuarantineCode> | null;
}

async function fitEvent(
  parts: FitParts,
  kiosk: KioskPrincipal,
  candidate: Candidate,
): Promise<Result<FitEvent, QuarantineCode>> {
  const { event, hash, receivedAt } = candidate;
  const place = parts.findPlace(event.entranceId);
  const own = event.venueId === kiosk.venueId && event.organisationId === kiosk.organisationId;
  if (!own || place?.venueId !== kiosk.venueId) return err('foreign-venue');
  const opened = candidate.opened ?? (await openContent(parts.keys, event));
  if (!opened.ok) return opened;
  const judged = judgeTime(event, receivedAt, kiosk.pairedAt);
  const day = dayOf(judged.at, parts.timeZone);
  const target = { venueId: event.venueId, eventId: event.id, day };
  // Who leaves after midnight came the day before, and is known by that day's key.
  const isAboutPerson = event.kind === 'left' && event.visitId === null;
  const content = await sealContent(
    parts,
    opened.value,
    isAboutPerson ? { ...target, since: addDays(day, -1) } : target,
  );
  const { sealed: _sealed, ...clear } = event;
  const flags = [...knownFlags(event), ...opened.value.flags, ...content.flags, ...(judged.flag ? [judged.flag] : [])];
  const rules = rulesOf(place, parts.timeZone);
  const by = actorOf(clear);
  return ok({ event: clear, hash, at: judged.at, day, flags: [...new Set(flags)], content, by, ...rules });
}

const NOTHING_LEFT: OpenedContent = { contact: null, health: null, flags: ['content-expired'] };

/** Of somebody who was erased only the fact comes back. */
const isErased = (keys: FitParts['keys'], { id, visitId }: ReceivedEvent): boolean =>
  keys.isErased(id) || (visitId !== null && visitId !== (id as string) && keys.isErased(visitId));

/** Of somebody who was erased after it happened, wherever it waited meanwhile. */
function isOfErasedPerson(
  { keys, timeZone }: FitParts,
  event: ReceivedEvent,
  { contact }: OpenedContent,
  receivedAt: Instant,
  pairedAt: Instant,
): boolean {
  if (!contact) return false;
  const { at } = judgeTime(event, receivedAt, pairedAt);
  const day = dayOf(at, timeZone);
  return [day, addDays(day, -1)]
    .flatMap((on) => hashPerson(keys, contact, on))
    .some((hash) => keys.isPersonErased(event.organisationId, hash, at));
}

/** What a newer kiosk says beyond them stays in the log, for a newer server. */
const knownFlags = ({ flags }: ReceivedEvent): EventFlag[] =>
  flags.flatMap((flag) => eventFlagSchema.safeParse(flag).data ?? []);

/** The rules of the place as they stand now. */
export function rulesOf(
  { duplicateWindowMs, maxStayMs, closesAt, closingBy, hoursJson }: Place,
  timeZone: string,
): Pick<FitEvent, 'duplicateWindowMs' | 'endOf'> {
  const openingHours = parseOpeningHours(hoursJson);
  const rule = { maxStayMs, closesAt, closingBy: closingBy ?? 'clock', openingHours, timeZone };
  return { duplicateWindowMs, endOf: (seenAt) => endOfVisit(seenAt, rule) };
}
