import type { CompanionKind } from '#shared/domain/companion.ts';
import { worstVerdict } from '#shared/domain/declaration-answers.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { endOfVisit } from '#shared/domain/visit-end.ts';
import { paced } from './comfort.ts';
import type { Saving } from './flow.ts';
import { keyOfPhone } from './going-out.ts';
import type { CommittedEvent, ContextPaired, Effect, Input, KioskState, Step } from './kiosk-state.ts';
import { go, signal } from './moves.ts';
import type { PastDeclaration, RememberedPerson } from './people.ts';
import type { Present } from './presence.ts';
import type { Slip } from './staff/machine-act.ts';
import type { VisitDraft } from './visit-draft.ts';
import { viewPerson } from './visitor.ts';

type Committed = Extract<Input, { type: 'committed' }>;

/** A draft that is on the disk, with the ids it was given. */
interface Written extends CommittedEvent {
  readonly draft: VisitDraft;
}

/** It is written down: now it is shown, and true on this kiosk. */
export function showCommitted(state: KioskState, flow: Saving, input: Committed, context: ContextPaired): Step {
  const written = flow.drafts.flatMap((draft, index): Written[] => {
    const event = input.events[index];
    return event ? [{ draft, ...event }] : [];
  });
  const [first] = written;
  if (!first) return go(state, { name: 'storage-failed', until: context.now, late: null });
  const direction = first.draft.kind === 'left' ? 'out' : 'in';
  const verdict = worstVerdict(written.map(({ draft }) => draft.verdict ?? 'welcome'));
  const shown = go(
    state,
    {
      name: 'result',
      direction,
      verdict,
      view: viewPerson(first.draft.visitor),
      person: first.draft.visitor.person,
      at: input.at,
      already: written.every(({ draft }) => draft.kind === 'extended'),
      people: written.length,
      parties: direction === 'out' ? [...new Set(written.map(({ partyId }) => partyId))] : [],
      until: context.now + paced(context.down.settings.resultMs, state.comfort),
    },
    signal(direction === 'out' ? 'goodbye' : verdict === 'welcome' ? 'welcome' : 'see-staff'),
  );
  const effects = [
    ...written.flatMap((one) => passDoor(one, input.at, context)),
    ...written.flatMap((one) => remember(one, one === first ? flow.phone : undefined, input.at, context)),
    ...note(written, input.at),
    ...print(written, input.at, context),
  ];
  return { state: shown.state, effects: [...shown.effects, ...effects] };
}

/** Who is inside now, and who no more. */
function passDoor({ draft, visitId, partyId }: Written, at: number, context: ContextPaired): Effect[] {
  const { presence, down } = context;
  if (draft.kind === 'left') return [{ do: 'leave', visitId }];
  if (visitId === null || draft.kind === 'refused') return [];
  const endsAt = endOfVisit(at, down.settings);
  if (draft.kind === 'extended') {
    const present = presence.find(visitId, at);
    return present ? [{ do: 'enter', present: { ...present, endsAt } }] : [];
  }
  const { person } = draft.visitor;
  // Nobody is inside twice: who came in again went out unseen.
  const before = person === null ? null : presence.findPerson(person, at);
  const present = presentOf(draft, { visitId, partyId, at, endsAt }, context);
  return [...(before ? [{ do: 'leave' as const, visitId: before.visitId }] : []), { do: 'enter', present }];
}

function presentOf(
  { visitor, verdict, flags }: VisitDraft,
  visit: Pick<Present, 'visitId' | 'partyId' | 'at' | 'endsAt'>,
  { identify, now }: ContextPaired,
): Present {
  const kind = companionKindOf(flags) ?? 'person';
  const { phone } = visitor.contact;
  return {
    ...visit,
    kind,
    person: visitor.person,
    phone: phone === undefined ? null : keyOfPhone(phone, identify),
    view: kind === 'person' ? viewPerson(visitor) : null,
    since: now,
    verdict: verdict ?? 'welcome',
  };
}

function companionKindOf(flags: VisitDraft['flags']): CompanionKind | null {
  if (flags.includes('accompanied-child')) return 'child';
  return flags.includes('accompanied-elder') ? 'elder' : null;
}

/** @param asked what was asked of the responsible person just now; undefined: this is another one of the party. */
function remember(
  { draft, visitId, partyId }: Written,
  asked: RememberedPerson['phone'] | undefined,
  at: number,
  { now, down, people }: ContextPaired,
): Effect[] {
  const { person } = draft.visitor;
  if (visitId === null || person === null || draft.kind !== 'arrived') return [];
  const { questions, consent } = draft;
  const verdict = draft.verdict ?? 'welcome';
  const day = dayOf(consent?.givenAt ?? at, down.settings.timeZone);
  const declared: PastDeclaration | null =
    verdict === 'welcome' && questions && consent ? { day, questions, consent } : null;
  const phone = asked === undefined ? (people.find(person)?.phone ?? null) : asked;
  return [{ do: 'remember', person, what: { visitId, partyId, admittedAt: now, verdict, declared, phone } }];
}

/** One line for all who came or went together; somebody seen again is no news. */
function note(written: readonly Written[], at: number): Effect[] {
  const [first] = written.filter(({ draft }) => draft.kind !== 'extended');
  if (!first) return [];
  const verdicts = written.flatMap(({ draft }) => (draft.verdict === null ? [] : [draft.verdict]));
  const verdict = verdicts.length === 0 ? null : worstVerdict(verdicts);
  const direction = first.draft.kind === 'left' ? 'out' : 'in';
  const people = written.filter(({ draft }) => draft.kind !== 'extended').length;
  return [{ do: 'note', event: { at, direction, way: first.draft.visitor.way, verdict, people } }];
}

/** A slip for each who came in; those under somebody's care stand on the responsible person's. */
function print(written: readonly Written[], at: number, { down }: ContextPaired): Effect[] {
  if (down.settings.print === 'off') return [];
  const arrived = written.filter(({ draft }) => draft.kind === 'arrived');
  const companions = arrived.filter(({ draft }) => companionKindOf(draft.flags) !== null);
  const slips = arrived.flatMap(({ draft, visitId }, index): Slip[] => {
    const { verdict, visitor } = draft;
    if (visitId === null || verdict === null || verdict === 'not-today' || companionKindOf(draft.flags)) return [];
    return [{ visitId, person: viewPerson(visitor), verdict, at, people: index === 0 ? 1 + companions.length : 1 }];
  });
  return slips.length > 0 ? [{ do: 'print', slips }] : [];
}
