import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { PartyId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { PersonKey } from './visitor.ts';

/** A declaration once given: versions, language and time of the act, never the answers. */
export interface PastDeclaration {
  readonly day: CalendarDay;
  readonly questions: NonNullable<VisitEvent['questions']>;
  readonly consent: NonNullable<VisitEvent['consent']>;
}

/** What a kiosk remembers of somebody it let in, by keyed hash, until it restarts. */
export interface RememberedPerson {
  readonly visitId: VisitId;
  readonly partyId: PartyId;
  /** Monotonic ms. */
  readonly admittedAt: number;
  readonly verdict: Verdict;
  /** Only a declaration that ended in *welcome* is worth skipping the next one for. */
  readonly declared: PastDeclaration | null;
  /** The day on which a phone was asked for, and whether one was given. */
  readonly phone: { readonly day: CalendarDay; readonly given: boolean } | null;
}

export interface People {
  find(person: PersonKey): RememberedPerson | null;
}

const DAY_AND_MORE_MS = 26 * 3_600_000;
const MOST = 50_000;

/** Remembers people in the order they were last let in; the oldest go first. */
export function createPeople(): People & { remember(person: PersonKey, what: RememberedPerson): void } {
  const people = new Map<PersonKey, RememberedPerson>();

  function forgetOldest(now: number): void {
    for (const [person, { admittedAt }] of people) {
      if (people.size <= MOST && now - admittedAt < DAY_AND_MORE_MS) return;
      people.delete(person);
    }
  }

  return {
    find: (person) => people.get(person) ?? null,
    remember(person, what) {
      people.delete(person);
      people.set(person, what);
      forgetOldest(what.admittedAt);
    },
  };
}
