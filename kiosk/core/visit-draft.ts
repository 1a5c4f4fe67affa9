import type { EventFlag, EventKind, VisitEvent } from '#shared/contract/visit-event.ts';
import type { CompanionKind } from '#shared/domain/companion.ts';
import type { ContactRecord, Way } from '#shared/domain/contact.ts';
import type { Answer, HealthRecord, QuestionSet, Verdict } from '#shared/domain/declaration.ts';
import { judge } from '#shared/domain/declaration-answers.ts';
import type { PartyId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { PastDeclaration } from './people.ts';
import type { Present } from './presence.ts';
import type { StaffSession } from './staff/staff-state.ts';
import type { Visitor } from './visitor.ts';

/** A visit event still in plain text and without id, place and time: what the core decides, before it is sealed and written. */
export interface VisitDraft {
  readonly kind: Exclude<EventKind, 'voided'>;
  readonly visitor: Visitor;
  /** null: going out, which no declaration decides. */
  readonly verdict: Verdict | null;
  /** null: a party, and a visit, of its own. */
  readonly joins: { readonly visitId: VisitId; readonly partyId: PartyId } | null;
  readonly questions: VisitEvent['questions'];
  readonly consent: VisitEvent['consent'];
  readonly flags: readonly EventFlag[];
  /** The staff acted, with this card or by PIN alone; null: the person did. */
  readonly staff: StaffSession | null;
  readonly contact: ContactRecord | null;
  readonly health: HealthRecord | null;
}

/** A complete declaration, and when and in which language its last answer (the act of consent) was given. */
export interface GivenDeclaration {
  readonly set: QuestionSet;
  readonly answers: readonly Answer[];
  readonly language: Language;
  readonly givenAt: Instant;
}

export function draftDeclared(visitor: Visitor, { set, answers, language, givenAt }: GivenDeclaration): VisitDraft {
  const verdict = judge(set, answers);
  return {
    kind: verdict === 'not-today' ? 'refused' : 'arrived',
    visitor,
    verdict,
    joins: null,
    questions: { version: set.version, language },
    consent: { version: set.consent.version, language, givenAt },
    flags: visitor.flags,
    staff: null,
    contact: visitor.contact,
    health: { v: 1, questionsVersion: set.version, language, answers: [...answers] },
  };
}

/** A visit on the strength of a declaration of the same day: questions and consent point to the first act. */
export const draftDeclaredEarlier = (visitor: Visitor, { questions, consent }: PastDeclaration): VisitDraft => ({
  kind: 'arrived',
  visitor,
  verdict: 'welcome',
  joins: null,
  questions,
  consent,
  flags: [...visitor.flags, 'declared-earlier'],
  staff: null,
  contact: visitor.contact,
  health: null,
});

/** The visit a draft is about, and what it ended in so far. */
export type KnownVisit = Pick<Present, 'visitId' | 'partyId' | 'verdict'>;

/** The same person again within the venue's window: says so about the visit that is there, and holds nobody's data. */
export const draftExtended = (visitor: Visitor, known: KnownVisit): VisitDraft => ({
  ...bare('extended', visitor),
  verdict: known.verdict,
  joins: { visitId: known.visitId, partyId: known.partyId },
});

/** Under somebody's care, without a code: counted, and known by nothing. They come in, or not, as that person does. */
export function draftCompanion(kind: CompanionKind, way: Way, verdict: Verdict): VisitDraft {
  const draft = bare(verdict === 'not-today' ? 'refused' : 'arrived', unnamedVisitor(way));
  return { ...draft, verdict, flags: [kind === 'child' ? 'accompanied-child' : 'accompanied-elder'] };
}

/** Going out asks nothing. Somebody whose arrival is not known here is found by the server, by what they showed. */
export const draftLeft = (visitor: Visitor, known: Omit<KnownVisit, 'verdict'> | null): VisitDraft => ({
  ...bare('left', visitor),
  joins: known && { visitId: known.visitId, partyId: known.partyId },
  contact: known ? null : visitor.contact,
});

/** Somebody of whom the kiosk holds no more than that they are there. */
export const unnamedVisitor = (way: Way): Visitor => ({
  person: null,
  way,
  assurance: 'declared',
  contact: { v: 1 },
  reachable: true,
  flags: [],
  tail: null,
});

const bare = (kind: VisitDraft['kind'], visitor: Visitor): VisitDraft => ({
  kind,
  visitor,
  verdict: null,
  joins: null,
  questions: null,
  consent: null,
  flags: visitor.flags,
  staff: null,
  contact: null,
  health: null,
});
