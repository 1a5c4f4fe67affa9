import { createHash } from 'node:crypto';
import type { EventFlag } from '#shared/contract/visit-event.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { HealthRecord, Verdict } from '#shared/domain/declaration.ts';
import {
  type AccountId,
  type EntranceId,
  type EventId,
  mintPartyId,
  type PartyId,
  type VenueId,
  type VisitId,
} from '#shared/domain/ids.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import { type FitParts, rulesOf } from './fit-record.ts';
import { sealContent } from './open-content.ts';
import type { FitEvent } from './transactor.ts';

/** What a visitor declared on their own phone, or told the staff; everything in it is already parsed and judged. */
export interface SelfCheckIn {
  /** Minted on the phone, or in the staff's browser. */
  readonly id: EventId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly contact: ContactRecord;
  /** Its language is also the one the consent was given in. */
  readonly health: HealthRecord;
  readonly consentVersion: number;
  readonly verdict: Verdict;
  /** With whom they came; left out: alone. */
  readonly partyId?: PartyId;
  readonly flags?: readonly EventFlag[];
  /** Who of the staff wrote it in, in the portal; left out: the visitor did. */
  readonly by?: AccountId;
}

/** The server is the clock, and no boot. */
export const SERVER_CLOCK = { monotonicMs: 0, bootId: '0'.repeat(32), offsetMs: 0, trust: 'attested' } as const;

/** @returns null when there is no such entrance at the venue. */
export async function fitSelfCheckIn(parts: FitParts, checkIn: SelfCheckIn, now: Instant): Promise<FitEvent | null> {
  const place = parts.findPlace(checkIn.entranceId);
  if (place?.venueId !== checkIn.venueId) return null;
  const { id, venueId, entranceId, contact, health, consentVersion, verdict, by } = checkIn;
  const { organisationId } = place;
  const { language } = health;
  const event: FitEvent['event'] = {
    v: 1,
    id,
    kind: 'arrived',
    organisationId,
    venueId,
    entranceId,
    at: now,
    clock: { wallAt: now, ...SERVER_CLOCK },
    partyId: checkIn.partyId ?? mintPartyId(),
    visitId: id as string as VisitId,
    direction: 'in',
    way: by === undefined ? 'poster' : 'staff',
    assurance: 'declared',
    questions: { version: health.questionsVersion, language },
    consent: { version: consentVersion, language, givenAt: now },
    verdict,
    flags: checkIn.flags ?? [],
    ...(by !== undefined && { staff: { card: null } }),
  };
  const day = dayOf(now, parts.timeZone);
  const content = await sealContent(parts, { contact, health }, { venueId, eventId: id, day });
  // Over the clear part alone: a hash of what a person typed could be guessed back.
  const hash = createHash('sha256').update(JSON.stringify(event)).digest();
  const flags = [...event.flags, ...content.flags];
  return {
    event,
    hash,
    at: now,
    day,
    flags,
    content,
    by: by === undefined ? null : `account:${by}`,
    ...rulesOf(place, parts.timeZone),
  };
}
