import type { CompanionKind } from '#shared/domain/companion.ts';
import type { Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { PartyId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { PersonView } from './person-view.ts';
import type { PersonKey } from './visitor.ts';

/** Somebody inside who came in by this door since this machine started. In memory only, masked. */
export interface Present {
  readonly visitId: VisitId;
  readonly partyId: PartyId;
  readonly kind: 'person' | CompanionKind;
  /** null: nothing to recognise them by. */
  readonly person: PersonKey | null;
  /** Keyed hash of the phone they typed, to go out by it. */
  readonly phone: PersonKey | null;
  readonly view: PersonView | null;
  readonly at: Instant;
  /** Monotonic ms. */
  readonly since: number;
  /** When the visit ends by itself: closing time or the longest stay, whichever is first. */
  readonly endsAt: Instant;
  /** see-staff: told to see the staff, who have not decided yet. */
  readonly verdict: Verdict;
}

/** One line of "the last ten", without details. */
export interface DoorEvent {
  readonly at: Instant;
  readonly direction: 'in' | 'out';
  readonly way: Way;
  readonly verdict: Verdict | null;
  readonly people: number;
}

/** Who is inside by this door, and what happened there last. */
export interface Presence {
  /** Oldest first, without those whose visit ended by itself before `at`. */
  list(at: Instant): readonly Present[];
  find(visitId: VisitId, at: Instant): Present | null;
  findPerson(person: PersonKey, at: Instant): Present | null;
  /** Everybody who typed this phone; a family may share one. */
  findPhone(phone: PersonKey, at: Instant): readonly Present[];
  findParty(partyId: PartyId, at: Instant): readonly Present[];
  /** Came in before this machine last started, by the records on its disk; nothing is known of them but their number. */
  readonly unnamed: number;
  /** The latest first, at most ten. */
  readonly last: readonly DoorEvent[];
}

const MOST_LAST = 10;

/** Kept in memory only, by whoever runs the core. */
export interface PresenceKeeper extends Presence {
  enter(present: Present): void;
  leave(visitId: VisitId | null): void;
  resolve(visitId: VisitId, verdict: Verdict): void;
  note(event: DoorEvent): void;
  /** From the records on the disk, at the start. */
  countUnnamed(unnamed: number): void;
}

const FORGET_EVERY_MS = 60_000;

export function createPresence(): PresenceKeeper {
  const inside = new Map<VisitId, Present>();
  /** Nobody is inside twice. */
  const visitOf = new Map<PersonKey, VisitId>();
  let unnamed = 0;
  let last: readonly DoorEvent[] = [];
  let forgotAt = 0;

  const still = (present: Present, at: Instant): boolean => at < present.endsAt;
  const list = (at: Instant): readonly Present[] => [...inside.values()].filter((present) => still(present, at));
  function find(visitId: VisitId, at: Instant): Present | null {
    const found = inside.get(visitId);
    return found && still(found, at) ? found : null;
  }
  function remove(visitId: VisitId): void {
    const person = inside.get(visitId)?.person ?? null;
    inside.delete(visitId);
    if (person !== null && visitOf.get(person) === visitId) visitOf.delete(person);
  }
  /** By the clock that only moves forward: one that was wrong for a minute must not empty the evacuation list. */
  function forgetEnded(now: number): void {
    if (now - forgotAt < FORGET_EVERY_MS) return;
    forgotAt = now;
    for (const { visitId, since, at, endsAt } of inside.values()) if (now - since > endsAt - at) remove(visitId);
  }

  return {
    list,
    find,
    findPerson(person, at) {
      const visitId = visitOf.get(person);
      return visitId === undefined ? null : find(visitId, at);
    },
    findPhone: (phone, at) => list(at).filter((present) => present.phone === phone),
    findParty: (partyId, at) => list(at).filter((present) => present.partyId === partyId),
    get unnamed() {
      return unnamed;
    },
    get last() {
      return last;
    },
    enter(present) {
      forgetEnded(present.since);
      inside.set(present.visitId, present);
      if (present.person !== null) visitOf.set(present.person, present.visitId);
    },
    leave(visitId) {
      if (visitId === null) unnamed = Math.max(0, unnamed - 1);
      else remove(visitId);
    },
    resolve(visitId, verdict) {
      const found = inside.get(visitId);
      if (!found) return;
      if (verdict === 'not-today') remove(visitId);
      else inside.set(visitId, { ...found, verdict });
    },
    note(event) {
      last = [event, ...last].slice(0, MOST_LAST);
    },
    countUnnamed(count) {
      unnamed = count;
    },
  };
}
