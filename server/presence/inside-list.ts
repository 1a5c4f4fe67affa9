import { setImmediate } from 'node:timers/promises';
import type { EvacuationListDescription, EvacuationRow } from '#print/badge/description.ts';
import type { CallList, InsideList, OpenedInside } from '#shared/contract/portal-door.ts';
import type { CompanionKind } from '#shared/domain/companion.ts';
import type { PartyId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import { countParties, readContactMasked, readContactRevealed } from '../visits/service.ts';
import { listCalls, listInside, listSilentEntrances, type PresentRecord } from './reader.ts';

export interface InsideParts {
  readonly db: Readable;
  readonly keys: Pick<KeyService, 'open'>;
}

/** A kiosk asks every 30 s: after this, people may have come or gone that nobody here knows of. */
const SILENT_AFTER_MS = 5 * 60_000;
const OPENED_AT_ONCE = 500;

export type Inside = Omit<InsideList, 'capacity'>;

/** Who is inside, with masked names, by all that is known now. */
export async function readInside(parts: InsideParts, venueId: VenueId, now: Instant): Promise<Inside> {
  const records = await listInside(parts.db, venueId, now);
  const parties = await countParties(parts.db, venueId, records);
  const people: Inside['people'] = [];
  for (const [index, record] of records.entries()) {
    // Each name is opened: a full hall must not hold up the kiosks.
    if (index > 0 && index % OPENED_AT_ONCE === 0) await setImmediate();
    people.push({
      visitId: record.id,
      entranceName: record.entranceName,
      arrivedAt: record.arrivedAt,
      way: record.way,
      maskedName: maskedNameOf(parts, record),
      companion: companionOf(record),
      partySize: parties.get(record.partyId) ?? 1,
      verdict: record.verdict,
    });
  }
  return { at: now, people, silentEntrances: await listSilentEntrances(parts.db, venueId, now - SILENT_AFTER_MS) };
}

/** Whoever of them gave something to be called by; the trail says so before. */
export async function openContacts(
  { keys }: Pick<InsideParts, 'keys'>,
  records: readonly PresentRecord[],
): Promise<OpenedInside['people']> {
  const people: OpenedInside['people'] = [];
  for (const [index, record] of records.entries()) {
    if (index > 0 && index % OPENED_AT_ONCE === 0) await setImmediate();
    const { name, phone } = readContactRevealed(keys, record);
    if (name !== null || phone !== null) people.push({ visitId: record.id, name, phone });
  }
  return people;
}

export async function readCalls(parts: InsideParts, venueId: VenueId, now: Instant): Promise<CallList> {
  const records = await listCalls(parts.db, venueId, now);
  return {
    calls: records.map((record) => ({
      visitId: record.id,
      entranceName: record.entranceName,
      arrivedAt: record.arrivedAt,
      maskedName: maskedNameOf(parts, record),
    })),
  };
}

const maskedNameOf = ({ keys }: InsideParts, record: PresentRecord): string | null =>
  readContactMasked(keys, record).name;

function companionOf({ flagsJson }: PresentRecord): CompanionKind | null {
  const flags: readonly string[] = JSON.parse(flagsJson);
  if (flags.includes('accompanied-child')) return 'child';
  return flags.includes('accompanied-elder') ? 'elder' : null;
}

export interface Paper {
  readonly venueName: string;
  /** In place of a door's name: the whole venue. */
  readonly entranceName: string;
  readonly timeZone: string;
  readonly language: Language;
}

/** Those in somebody's care stand with that person; without one inside they stand for themselves. */
export async function describeEvacuation(
  { db, keys }: InsideParts,
  venueId: VenueId,
  now: Instant,
  paper: Paper,
): Promise<EvacuationListDescription> {
  const records = await listInside(db, venueId, now);
  const heads = new Map<PartyId, PresentRecord>();
  const inCare = new Map<PartyId, number>();
  for (const record of records) {
    const { partyId } = record;
    if (companionOf(record) !== null) inCare.set(partyId, (inCare.get(partyId) ?? 0) + 1);
    else if (!heads.has(partyId)) heads.set(partyId, record);
  }
  const rows: EvacuationRow[] = [];
  for (const [index, record] of records.entries()) {
    if (index > 0 && index % OPENED_AT_ONCE === 0) await setImmediate();
    if (companionOf(record) !== null && heads.has(record.partyId)) continue;
    const accompanied = heads.get(record.partyId) === record ? (inCare.get(record.partyId) ?? 0) : 0;
    rows.push({ who: maskedNameOf({ db, keys }, record), since: record.arrivedAt, accompanied });
  }
  const silentDoors = await listSilentEntrances(db, venueId, now - SILENT_AFTER_MS);
  return { ...paper, at: now, paper: 'A4', scope: 'venue', rows, nameless: 0, silentDoors };
}
