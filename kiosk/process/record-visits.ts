import type { Clock, KeptDownLink, KioskStore, Sealer, SealInput } from '#kiosk/core/ports.ts';
import type { VisitDraft } from '#kiosk/core/visit-draft.ts';
import type { Envelope, VisitEvent } from '#shared/contract/visit-event.ts';
import { type EventId, mintEventId, mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';

export interface Recorder {
  readonly store: Pick<KioskStore, 'commitEvents'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/**
 * Gives drafts their ids, time and place, seals what is personal, and writes them down together. Drafts that join no
 * earlier visit are one party. Resolves only after the durable commit.
 *
 * @throws StorageFailure when nothing was written.
 */
export async function recordVisits(
  drafts: readonly VisitDraft[],
  { settings }: KeptDownLink,
  { store, sealer, clock }: Recorder,
): Promise<readonly VisitEvent[]> {
  const { at, evidence } = clock.estimate();
  const partyId = mintPartyId();
  const seal = async (draft: VisitDraft): Promise<VisitEvent> => {
    const id = mintEventId(at);
    const [contact, health] = await Promise.all([
      sealPart(sealer, draft.contact && { class: 'contact', record: draft.contact }, id, at),
      sealPart(sealer, draft.health && { class: 'health', record: draft.health }, id, at),
    ]);
    const usedFallback = contact?.fallback === true || health?.fallback === true;
    return {
      v: 1,
      id,
      kind: draft.kind,
      organisationId: settings.organisationId,
      venueId: settings.venueId,
      entranceId: settings.entranceId,
      at,
      clock: evidence,
      partyId: draft.joins?.partyId ?? partyId,
      visitId: visitOf(draft, id),
      direction: draft.kind === 'left' ? 'out' : 'in',
      way: draft.visitor.way,
      assurance: draft.visitor.assurance,
      questions: draft.questions,
      consent: draft.consent,
      verdict: draft.verdict,
      flags: usedFallback ? [...draft.flags, 'fallback-key'] : [...draft.flags],
      ...(draft.staff && { staff: draft.staff }),
      sealed: { contact: contact?.envelope ?? null, health: health?.envelope ?? null },
    };
  };
  const events = await Promise.all(drafts.map(seal));
  store.commitEvents(events);
  return events;
}

/** The event that opens a visit names it; whoever leaves without a known arrival names none. */
function visitOf({ kind, joins }: VisitDraft, id: EventId): VisitId | null {
  if (joins) return joins.visitId;
  return kind === 'left' ? null : (id as string as VisitId);
}

async function sealPart(
  sealer: Sealer,
  input: SealInput | null,
  id: EventId,
  at: Instant,
): Promise<{ readonly envelope: Envelope; readonly fallback: boolean } | null> {
  return input && sealer.seal(input, id, at);
}
