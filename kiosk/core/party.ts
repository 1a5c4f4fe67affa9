import type { Verdict } from '#shared/domain/declaration.ts';
import { judge, worstVerdict } from '#shared/domain/declaration-answers.ts';
import { dayOf } from '#shared/domain/instant.ts';
import type { Grounds, GroupMember, Party, PartyMember, PartyPerson } from './flow.ts';
import type { ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { go, save, today } from './moves.ts';
import type { RememberedPerson } from './people.ts';
import type { Present } from './presence.ts';
import {
  draftCompanion,
  draftDeclared,
  draftDeclaredEarlier,
  draftExtended,
  type GivenDeclaration,
  type VisitDraft,
} from './visit-draft.ts';
import type { Visitor } from './visitor.ts';

/** Those who come in together, from the first question to the one record of them all. Somebody alone is a party of one. */

export const partyOfOne = (visitor: Visitor, context: ContextPaired): Party => ({
  responsible: { kind: 'person', visitor, grounds: groundsOf(visitor, context) },
  others: [],
  shared: true,
  gathered: false,
});

/** @param members the responsible person first. */
export function partyOf(
  responsible: Visitor,
  others: readonly GroupMember[],
  shared: boolean,
  context: ContextPaired,
): Party {
  const weigh = (visitor: Visitor): PartyPerson => ({
    kind: 'person',
    visitor,
    grounds: groundsOf(visitor, context),
  });
  return {
    responsible: weigh(responsible),
    others: others.map((member) => (member.kind === 'person' ? weigh(member.visitor) : member)),
    shared,
    gathered: true,
  };
}

/** Asks the next one who has to declare; when nobody has, the responsible person for a phone; then writes it all down. */
export function proceed(state: KioskState, party: Party, context: ContextPaired): Step {
  const declarer = declarerOf(party);
  if (!declarer) return askPhoneOrSave(state, party, context);
  return go(state, { name: 'declaration', visitor: declarer.visitor, set: context.down.questions, answers: [], party });
}

/** Who declares next: for all the responsible person, else each in turn. @returns null: nobody has to. */
export function declarerOf(party: Party): PartyPerson | null {
  const open = personsOf(party).find(({ grounds }) => grounds === null) ?? null;
  return open && party.shared ? party.responsible : open;
}

/** The declaration is complete: it stands for whoever gave it, or for all who need one. */
export function declare(party: Party, given: GivenDeclaration): Party {
  const turn = personsOf(party).find(({ grounds }) => grounds === null);
  const speaksFor = (member: PartyMember): boolean =>
    member.kind === 'person' && member.grounds === null && (party.shared || member === turn);
  return mapPersons(party, (member) =>
    speaksFor(member) ? { ...member, grounds: { kind: 'declared', given } } : member,
  );
}

/** Takes the last declaration back. @returns null: none was given. */
export function reopen(party: Party): { readonly party: Party; readonly given: GivenDeclaration } | null {
  const last = personsOf(party).findLast(({ grounds }) => grounds?.kind === 'declared');
  if (last?.grounds?.kind !== 'declared') return null;
  const { given } = last.grounds;
  const isOf = (member: PartyPerson): boolean =>
    member.grounds?.kind === 'declared' && (party.shared || member === last);
  return { party: mapPersons(party, (member) => (isOf(member) ? { ...member, grounds: null } : member)), given };
}

/** How many people the declaration under way speaks for. */
export function countSpokenFor(party: Party): number {
  if (!party.shared) return 1;
  const companions = party.others.filter(({ kind }) => kind !== 'person').length;
  return personsOf(party).filter(({ grounds }) => grounds === null).length + companions;
}

/** Whose turn it is where each declares; null: there is but one declaration. */
export function turnOf(party: Party): { readonly at: number; readonly of: number } | null {
  if (party.shared) return null;
  const declaring = personsOf(party).filter(({ grounds }) => grounds === null || grounds.kind === 'declared');
  const at = declaring.findIndex(({ grounds }) => grounds === null) + 1;
  return declaring.length > 1 ? { at, of: declaring.length } : null;
}

export const personsOf = ({ responsible, others }: Party): PartyPerson[] => [
  responsible,
  ...others.filter((member) => member.kind === 'person'),
];

/** With the phone that was asked for, or without (null). */
export function finish(
  state: KioskState,
  party: Party,
  phone: Visitor['contact']['phone'] | null,
  context: ContextPaired,
): Step {
  const { responsible } = party;
  const visitor = phone ? withPhone(responsible.visitor, phone) : responsible.visitor;
  const whole = { ...party, responsible: { ...responsible, visitor } };
  return save(state, draftParty(whole, context), { day: today(context), given: visitor.reachable });
}

const withPhone = (visitor: Visitor, phone: string): Visitor => ({
  ...visitor,
  contact: { ...visitor.contact, phone },
  reachable: true,
});

/** "Phone, or skip" where the responsible person's code brought none, the venue wants one, and it was not asked today. */
function askPhoneOrSave(state: KioskState, party: Party, context: ContextPaired): Step {
  const { visitor, grounds } = party.responsible;
  const isWanted = grounds?.kind !== 'inside' && !visitor.reachable && !isTyped(visitor);
  const asked = askedToday(visitor, context);
  if (isWanted && context.down.settings.askPhoneAfterCode && !asked) {
    return go(state, { name: 'phone', visitor, party, invalid: false });
  }
  return save(state, draftParty(party, context), asked);
}

/** Typed by hand, whose first question was the phone. */
export const isTyped = ({ way, assurance }: Visitor): boolean =>
  way === 'typed' || (way === 'passport' && assurance === 'declared');

/** Nothing more to ask: seen within the window, or declared today already. */
function groundsOf({ person }: Visitor, { down, presence, people, at, now }: ContextPaired): Grounds | null {
  const present = person === null ? null : presence.findPerson(person, at);
  if (present && now - present.since < down.settings.duplicateWindowMs)
    return { kind: 'inside', present: known(present) };
  const past = person === null ? null : people.find(person)?.declared;
  const isValid = past?.day === dayOf(at, down.settings.timeZone) && past.questions.version === down.questions.version;
  return past && isValid && down.settings.skipDeclaredToday ? { kind: 'declared-earlier', past } : null;
}

const known = ({ visitId, partyId, verdict }: Present): Pick<Present, 'visitId' | 'partyId' | 'verdict'> => ({
  visitId,
  partyId,
  verdict,
});

function askedToday({ person }: Visitor, context: ContextPaired): RememberedPerson['phone'] {
  const phone = person === null ? null : (context.people.find(person)?.phone ?? null);
  return phone?.day === today(context) ? phone : null;
}

/** One draft for each, the responsible person's first. Where one speaks for all, *not today* keeps all of them out. */
function draftParty(party: Party, context: ContextPaired): VisitDraft[] {
  const isReached = ({ visitor }: PartyPerson): boolean =>
    visitor.reachable || (askedToday(visitor, context)?.given ?? false);
  const common = party.shared ? commonVerdict(party) : 'welcome';
  const draft = (member: PartyPerson): VisitDraft => {
    const drafted = draftPerson(member, common);
    const isLost = drafted.kind !== 'extended' && !isReached(member) && !isReached(party.responsible);
    return isLost ? { ...drafted, flags: [...drafted.flags, 'no-contact'] } : drafted;
  };
  const first = draft(party.responsible);
  const verdict = worstVerdict([common, first.verdict ?? 'welcome']);
  const { way } = party.responsible.visitor;
  const others = party.others.map((member) =>
    member.kind === 'person' ? draft(member) : draftCompanion(member.kind, way, verdict),
  );
  return [first, ...others];
}

function commonVerdict(party: Party): Verdict {
  const verdicts = personsOf(party).map(({ grounds }) =>
    grounds?.kind === 'declared' ? judge(grounds.given.set, grounds.given.answers) : 'welcome',
  );
  return worstVerdict(verdicts);
}

/** @throws Error when somebody has not declared: to let them in would be a bug. */
function draftPerson({ visitor, grounds }: PartyPerson, common: Verdict): VisitDraft {
  if (!grounds) throw new Error('somebody of the party has not declared');
  switch (grounds.kind) {
    case 'inside':
      return draftExtended(visitor, grounds.present);
    case 'declared':
      return draftDeclared(visitor, grounds.given);
    case 'declared-earlier': {
      const draft = draftDeclaredEarlier(visitor, grounds.past);
      return common === 'not-today' ? { ...draft, kind: 'refused', verdict: common } : draft;
    }
  }
}

const mapPersons = (party: Party, change: (member: PartyPerson) => PartyPerson): Party => ({
  ...party,
  responsible: change(party.responsible),
  others: party.others.map((member) => (member.kind === 'person' ? change(member) : member)),
});
