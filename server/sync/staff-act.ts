import { createHash } from 'node:crypto';
import type { Verdict } from '#shared/domain/declaration.ts';
import {
  type AccountId,
  type EntranceId,
  mintEventId,
  type OrganisationId,
  type PartyId,
  type VenueId,
  type VisitId,
} from '#shared/domain/ids.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import { type FitParts, rulesOf } from './fit-record.ts';
import { SERVER_CLOCK } from './self-check-in.ts';
import type { FitEvent } from './transactor.ts';

/** What somebody of the staff did about a visit, in the portal. */
export interface StaffAct {
  readonly visit: {
    readonly id: VisitId;
    readonly organisationId: OrganisationId;
    readonly venueId: VenueId;
    readonly entranceId: EntranceId;
    readonly partyId: PartyId;
  };
  readonly act: { readonly kind: 'left' | 'voided' } | { readonly kind: 'resolved'; readonly verdict: Verdict };
  readonly by: AccountId;
}

/** A fact for the log like those of the kiosks; the server is its clock. null when the entrance is no more. */
export function fitStaffAct(parts: FitParts, { visit, act, by }: StaffAct, now: Instant): FitEvent | null {
  const place = parts.findPlace(visit.entranceId);
  if (!place) return null;
  const { id: visitId, organisationId, venueId, entranceId, partyId } = visit;
  const event: FitEvent['event'] = {
    v: 1,
    id: mintEventId(now),
    kind: act.kind,
    organisationId,
    venueId,
    entranceId,
    at: now,
    clock: { wallAt: now, ...SERVER_CLOCK },
    partyId,
    visitId,
    direction: act.kind === 'left' ? 'out' : 'in',
    way: 'staff',
    assurance: 'declared',
    questions: null,
    consent: null,
    verdict: act.kind === 'resolved' ? act.verdict : null,
    flags: [],
    staff: { card: null },
  };
  const hash = createHash('sha256').update(JSON.stringify(event)).digest();
  const content = { contact: null, health: null, personHashes: [], flags: [] };
  const day = dayOf(now, parts.timeZone);
  return { event, hash, at: now, day, flags: [], content, by: `account:${by}`, ...rulesOf(place, parts.timeZone) };
}
