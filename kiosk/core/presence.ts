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

export function createPresence(): PresenceKeeper {
  const inside = new Map<VisitId, Present>();
  let unnamed = 0;
  let last: readonly DoorEvent[] = [];

  const still = (present: Present, at: Instant): boolean => at < present.endsAt;
  function list(at: Instant): readonly Present[] {
    for (const present of inside.values()) if (!still(present, at)) inside.delete(present.visitId);
    return [...inside.values()];
  }

  return {
    list,
    find(visitId, at) {
      const found = inside.get(visitId);
      return found && still(found, at) ? found : null;
    },
    findPerson: (person, at) => list(at).findLast((present) => present.person === person) ?? null,
    findPhone: (phone, at) => list(at).filter((present) => present.phone === phone),
    findParty: (partyId, at) => list(at).filter((present) => present.partyId === partyId),
    get unnamed() {
      return unnamed;
    },
    get last() {
      return last;
    },
    enter(present) {
      inside.set(present.visitId, present);
    },
    leave(visitId) {
      if (visitId === null) unnamed = Math.max(0, unnamed - 1);
      else inside.delete(visitId);
    },
    resolve(visitId, verdict) {
      const found = inside.get(visitId);
      if (!found) return;
      if (verdict === 'not-today') inside.delete(visitId);
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
