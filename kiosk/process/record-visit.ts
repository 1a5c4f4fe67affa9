import type { Clock, KeptDownLink, KioskStore, Sealer, SealInput } from '#kiosk/core/ports.ts';
import type { VisitDraft } from '#kiosk/core/visit-draft.ts';
import type { Envelope, VisitEvent } from '#shared/contract/visit-event.ts';
import { type EventId, mintEventId, mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

export interface Recorder {
  readonly store: Pick<KioskStore, 'commitEvent'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/**
 * Gives a draft its id, time and place, seals what is personal, and writes it down. Resolves only after the durable commit.
 *
 * @throws StorageFailure when it was not written.
 */
export async function recordVisit(
  draft: VisitDraft,
  { settings }: KeptDownLink,
  { store, sealer, clock }: Recorder,
): Promise<VisitEvent & { readonly visitId: VisitId }> {
  const { at, evidence } = clock.estimate();
  const id = mintEventId(at);
  const [contact, health] = await Promise.all([
    sealPart(sealer, draft.contact && { class: 'contact', record: draft.contact }, id, at),
    sealPart(sealer, draft.health && { class: 'health', record: draft.health }, id, at),
  ]);
  const usedFallback = contact?.fallback === true || health?.fallback === true;
  const event = {
    v: 1,
    id,
    kind: draft.kind,
    organisationId: settings.organisationId,
    venueId: settings.venueId,
    entranceId: settings.entranceId,
    at,
    clock: evidence,
    partyId: draft.joins?.partyId ?? mintPartyId(),
    // The event that opens a visit names it.
    visitId: draft.joins?.visitId ?? (id as string as VisitId),
    direction: 'in',
    way: draft.visitor.way,
    assurance: draft.visitor.assurance,
    questions: draft.questions,
    consent: draft.consent,
    verdict: draft.verdict,
    flags: usedFallback ? [...draft.flags, 'fallback-key'] : [...draft.flags],
    sealed: { contact: contact?.envelope ?? null, health: health?.envelope ?? null },
  } as const satisfies VisitEvent;
  store.commitEvent(event);
  return event;
}

async function sealPart(
  sealer: Sealer,
  input: SealInput | null,
  id: EventId,
  at: Instant,
): Promise<{ readonly envelope: Envelope; readonly fallback: boolean } | null> {
  return input && sealer.seal(input, id, at);
}
