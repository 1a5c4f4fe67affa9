import type { ScannedCode } from '#shared/codes/scanned-code.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { PartyId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { CodeSource } from './code-source.ts';
import { type Comfort, usualComfort } from './comfort.ts';
import type { Flow, Parked } from './flow.ts';
import type { Intent } from './intent.ts';
import type { People, RememberedPerson } from './people.ts';
import type { KeptDownLink, PairingFailure, PairingTarget } from './ports.ts';
import type { DoorEvent, Presence, Present } from './presence.ts';
import type { MachineAct, Slip } from './staff/machine-act.ts';
import type { StaffSession } from './staff/staff-state.ts';
import type { Signal } from './view.ts';
import type { VisitDraft } from './visit-draft.ts';
import type { PassCheck, PersonKey, Visitor } from './visitor.ts';

/** Fixed times of the kiosk, ms; those a venue may change are in its settings. */
export const REFUSED_MS = 4_000;
export const STILL_THERE_MS = 20_000;
export const STORAGE_FAILED_MS = 15_000;
/** Far longer than any commit takes; after it nobody is kept waiting before a screen that says nothing. */
export const SAVING_MS = 8_000;
export const FULL_MS = 6_000;
export const LEAVING_MS = 8_000;
/** Somebody who came in so short a while ago shows their code once more to be sure, not to go out. */
export const JUST_IN_MS = 60_000;
/** The last addition to a group can be taken back for this long, and what became of a code is said. */
export const UNDO_MS = 10_000;
export const REMARK_MS = 4_000;
/** A doubtful read counts as confirmed when the same one comes again within this. */
export const DOUBT_MS = 60_000;
/** A camera goes on seeing a card that was not taken away: such a sighting is no second scan. */
export const CAMERA_HOLD_MS = 2_500;
/** Nobody takes a card away and shows it again so soon: two reads of it, by whatever devices, are one scan. */
export const RESCAN_MS = 1_000;

/** What happens to the kiosk. */
export type Input =
  | {
      readonly type: 'code';
      readonly code: ScannedCode;
      /** For a visitor pass: what its signature is worth. */
      readonly pass: PassCheck | null;
      /** For a staff card: the SHA-256 of its id (base64url), and whether it is among those valid here. */
      readonly staffCard: StaffCardCheck | null;
      readonly source: CodeSource;
    }
  | { readonly type: 'intent'; readonly intent: Intent }
  /** `code` as typed or scanned. */
  | { readonly type: 'pair'; readonly serverUrl: string; readonly code: string }
  | { readonly type: 'paired' }
  | { readonly type: 'pairing-failed'; readonly reason: PairingFailure }
  /** isMoved: this kiosk stands at another door. isPinChanged: what let the staff in lets nobody in any more. */
  | { readonly type: 'settings-changed'; readonly isMoved: boolean; readonly isPinChanged: boolean }
  /** Time went on; due when `wakeAt` says so, harmless at any other time. */
  | { readonly type: 'tick' }
  | {
      readonly type: 'committed';
      readonly attempt: number;
      readonly at: Instant;
      /** One for each draft, in order. */
      readonly events: readonly CommittedEvent[];
    }
  | { readonly type: 'commit-failed'; readonly attempt: number }
  | { readonly type: 'pin-checked'; readonly attempt: number; readonly outcome: PinOutcome };

export interface CommittedEvent {
  /** null: somebody left whose arrival is not known here. */
  readonly visitId: VisitId | null;
  readonly partyId: PartyId;
}

export interface StaffCardCheck {
  readonly hash: string;
  readonly valid: boolean;
}

export type PinOutcome =
  | { readonly is: 'right' }
  | { readonly is: 'wrong'; readonly triesLeft: number }
  /** Too many wrong ones: none is looked at before this long has passed, ms. */
  | { readonly is: 'locked'; readonly forMs: number }
  | { readonly is: 'unset' };

/** What the kiosk does to the world. */
export type Effect =
  | { readonly do: 'signal'; readonly signal: Signal }
  /** Seal, write down all of them in one transaction, and answer with `committed` or `commit-failed` under the same attempt. */
  | { readonly do: 'record'; readonly attempt: number; readonly drafts: readonly VisitDraft[] }
  | ({ readonly do: 'pair' } & PairingTarget)
  | { readonly do: 'remember'; readonly person: PersonKey; readonly what: RememberedPerson }
  | { readonly do: 'enter'; readonly present: Present }
  /** visitId null: one of the unnamed went out. */
  | { readonly do: 'leave'; readonly visitId: VisitId | null }
  /** Staff let somebody in who had been sent to them. */
  | { readonly do: 'resolve'; readonly visitId: VisitId; readonly verdict: Verdict }
  | { readonly do: 'note'; readonly event: DoorEvent }
  /** Answer with `pin-checked` under the same attempt. */
  | { readonly do: 'check-pin'; readonly attempt: number; readonly pin: string }
  /** Badge or receipt, if the venue prints and this machine can; never waited for. */
  | { readonly do: 'print'; readonly slips: readonly Slip[] }
  | { readonly do: 'machine'; readonly act: MachineAct };

/** All a step needs to know beside the state. */
export interface Context {
  /** Monotonic ms. */
  readonly now: number;
  readonly at: Instant;
  readonly clockTrusted: boolean;
  readonly online: boolean;
  /** null before pairing. */
  readonly down: KeptDownLink | null;
  readonly people: People;
  readonly presence: Presence;
  /** Inside the whole venue as far as the server knows, with what waits here added; null: not known, or not any more. */
  readonly venueInside: number | null;
  /** The machine's own language: what its screens speak before anybody chose. */
  readonly usualLanguage: Language;
  readonly identify: (identity: string) => PersonKey;
}

export type ContextPaired = Context & { readonly down: KeptDownLink };

/** Serialisable, and in `idle` free of anything about anyone. Times are monotonic ms. */
export interface KioskState {
  readonly flow: Flow;
  readonly language: Language;
  readonly comfort: Comfort;
  /** The staff are at this kiosk: until when, and who; null: they are not. Outlives the visits they help with. */
  readonly staff: StaffSession | null;
  /** When the staff last did something on their own pages: what a visitor touches does not keep them here. */
  readonly staffActedAt: number;
  /** When somebody last did something. */
  readonly touchedAt: number;
  /** One place for the next person's code while this one is served. */
  readonly next: Visitor | null;
  /** A full house keeps this group waiting; meanwhile somebody else is served, and may leave. null: none. */
  readonly parked: Parked | null;
  /** Counts the writes, so that an answer to an older one is never taken for this one's. */
  readonly attempt: number;
  readonly doubt: { readonly person: PersonKey; readonly until: number } | null;
  /** Whose codes were read a moment ago, by any device; a few, the latest last. */
  readonly sightings: readonly Sighting[];
}

export interface Sighting {
  readonly person: PersonKey;
  readonly at: number;
}

export interface Step {
  readonly state: KioskState;
  readonly effects: readonly Effect[];
}

export const initialState = (
  isPaired: boolean,
  { serverUrl, keyFingerprint }: { readonly serverUrl: string | null; readonly keyFingerprint: string | null },
  usualLanguage: Language = 'vi',
): KioskState => ({
  flow: isPaired ? { name: 'idle' } : { name: 'unpaired', serverUrl, keyFingerprint, pairing: 'waiting' },
  language: usualLanguage,
  comfort: usualComfort(null),
  staff: null,
  staffActedAt: 0,
  touchedAt: 0,
  next: null,
  parked: null,
  attempt: 0,
  doubt: null,
  sightings: [],
});
