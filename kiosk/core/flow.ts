import type { PassportLine } from '#shared/codes/passport-mrz.ts';
import type { CompanionKind } from '#shared/domain/companion.ts';
import type { Answer, QuestionSet, Verdict } from '#shared/domain/declaration.ts';
import type { PartyId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { E164 } from '#shared/domain/phone.ts';
import type { PastDeclaration, RememberedPerson } from './people.ts';
import type { PersonView } from './person-view.ts';
import type { PairingFailure } from './ports.ts';
import type { Present } from './presence.ts';
import type { MrzProblem, Refusal, Scope } from './screen.ts';
import type { StaffFlow } from './staff/staff-state.ts';
import type { GivenDeclaration, VisitDraft } from './visit-draft.ts';
import type { Visitor } from './visitor.ts';

/** What the kiosk is in the middle of. Times named `until` are monotonic ms. */

/** On what somebody comes in. */
export type Grounds =
  | { readonly kind: 'declared'; readonly given: GivenDeclaration }
  | { readonly kind: 'declared-earlier'; readonly past: PastDeclaration }
  /** Inside already, within the venue's window: the same visit. */
  | { readonly kind: 'inside'; readonly present: Pick<Present, 'visitId' | 'partyId' | 'verdict'> };

export interface PartyPerson {
  readonly kind: 'person';
  readonly visitor: Visitor;
  /** null: still to declare. */
  readonly grounds: Grounds | null;
}
export type PartyMember = PartyPerson | { readonly kind: CompanionKind };

/** Those who come in together; somebody alone is a party of one. */
export interface Party {
  readonly responsible: PartyPerson;
  readonly others: readonly PartyMember[];
  /** One declaration speaks for all who need one. */
  readonly shared: boolean;
  /** Gathered as a group, so that *back* leads there. */
  readonly gathered: boolean;
}

export type GroupMember = { readonly kind: 'person'; readonly visitor: Visitor } | { readonly kind: CompanionKind };

/** A group gathers; the first member is the responsible person. */
export interface Gathering {
  readonly name: 'group';
  readonly members: readonly GroupMember[];
  /** The last addition can be taken back; null: no more. */
  readonly undo: { readonly until: number; readonly secondsLeft: number } | null;
  /** What became of the last code, where it added nobody. */
  readonly remark: { readonly of: Refusal | 'repeated'; readonly until: number } | null;
}

/** Declaration under way: the questions of its start, so that a new version never changes under someone's fingers. */
export interface Declaring {
  readonly name: 'declaration';
  /** Who declares now. */
  readonly visitor: Visitor;
  readonly set: QuestionSet;
  readonly answers: readonly Answer[];
  readonly party: Party;
}

/** "Phone, or skip" of the responsible person, when everything else is known. */
export interface AskingPhone {
  readonly name: 'phone';
  readonly visitor: Visitor;
  readonly party: Party;
  readonly invalid: boolean;
}

/** What somebody types for: a visit of their own, a place in a group, or to go out. */
export type TypingFor =
  | { readonly to: 'enter' }
  | { readonly to: 'join'; readonly group: Gathering }
  | { readonly to: 'leave' };

/** What was typed before the name. */
export type TypedBefore =
  /** `phone` null: skipped. */
  { readonly by: 'phone'; readonly phone: E164 | null } | { readonly by: 'passport'; readonly passport: PassportLine };

export type Typing = { readonly name: 'typed'; readonly purpose: TypingFor; readonly invalid: boolean } & (
  | { readonly step: 'phone' }
  | { readonly step: 'passport'; readonly mrz: MrzProblem | null }
  | { readonly step: 'name'; readonly before: TypedBefore }
);

/** Out, or still here? Staying is assumed when nobody answers. */
export interface Leaving {
  readonly name: 'leaving';
  readonly visitor: Visitor;
  readonly present: Pick<Present, 'visitId' | 'partyId' | 'verdict' | 'at'>;
  readonly until: number;
}

/** Nobody more fits in. A group waits: nobody of it has to be read again. */
export interface Full {
  readonly name: 'full';
  readonly scope: Scope;
  readonly inside: number;
  readonly capacity: number;
  /** How many wanted in. */
  readonly people: number;
  readonly until: number;
  /** The group that waits, and when it is looked again whether it fits; null: somebody alone, who does not. */
  readonly waiting: { readonly group: Gathering; readonly lookAt: number } | null;
}

/** A group that waits for room. */
export interface Parked {
  readonly group: Gathering;
  /** Whoever was not seen again by then has gone. */
  readonly until: number;
}

/** Drafts are being sealed and written; nothing was promised yet. */
export interface Saving {
  readonly name: 'saving';
  /** All that one party does at once; the responsible person's first. */
  readonly drafts: readonly VisitDraft[];
  /** What the responsible person was asked. */
  readonly phone: RememberedPerson['phone'];
  /** Nobody waits longer than this; null: it has just begun. */
  readonly until: number | null;
}

export interface Showing {
  readonly name: 'result';
  readonly verdict: Verdict;
  readonly view: PersonView;
  /** Who is shown, to know their code when it is read again. */
  readonly person: Visitor['person'];
  readonly at: Instant;
  readonly already: boolean;
  readonly direction: 'in' | 'out';
  readonly people: number;
  /** The parties of those who went out. */
  readonly parties: readonly PartyId[];
  readonly until: number;
}

export interface StillThere {
  readonly name: 'still-there';
  readonly resume: Gathering | Declaring | AskingPhone | Typing;
  readonly until: number;
  readonly secondsLeft: number;
}

export type Flow =
  | {
      readonly name: 'unpaired';
      readonly serverUrl: string | null;
      /** The key that a set-up code named for this server; null: none did. */
      readonly keyFingerprint: string | null;
      readonly pairing: 'waiting' | 'working' | PairingFailure;
    }
  | { readonly name: 'idle' }
  | { readonly name: 'refused'; readonly reason: Refusal; readonly until: number }
  | Full
  | Gathering
  | Declaring
  | AskingPhone
  | Typing
  | Leaving
  | Saving
  | Showing
  | StillThere
  /** late: it is not known what became of it; an answer that comes after all is shown. null: nothing was written. */
  | { readonly name: 'storage-failed'; readonly until: number; readonly late: Saving | null }
  | StaffFlow;
