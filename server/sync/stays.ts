import type { Verdict } from '#shared/domain/declaration.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Departure, Resolution } from './transactor.ts';

/** One arrival of a person, with what was said about it alone. */
export interface Arrival {
  readonly id: VisitId;
  readonly arrivedAt: Instant;
  readonly day: CalendarDay;
  /** When it ends by itself. */
  readonly endsAt: Instant;
  readonly voidedAt: Instant | null;
  /** As it was at the door. */
  readonly declared: Verdict | null;
}

export interface DepartureFact extends Departure {
  readonly eventId: string;
  /** null: it names the person, not the visit. */
  readonly visitId: VisitId | null;
  readonly day: CalendarDay;
}

export interface DecisionFact extends Resolution {
  readonly eventId: string;
  readonly visitId: VisitId;
}

export interface PersonFacts {
  /** Of one day. */
  readonly arrivals: readonly Arrival[];
  readonly departures: readonly DepartureFact[];
  readonly decisions: readonly DecisionFact[];
}

/** What the facts come to for one arrival. */
export interface VisitState {
  /** The arrival that stands for this one; null: it stands for itself. */
  readonly sameAs: VisitId | null;
  readonly left: Departure | null;
  readonly resolution: Resolution | null;
  readonly verdict: Verdict | null;
}

/** One visit of a person, however many arrivals; the first stands. */
interface Stay {
  readonly standing: Arrival;
  readonly arrivals: Arrival[];
  left: Departure | null;
}

/**
 * What all that is known of a person's day at a venue means (SYNC-SPEC P1 to P3). Depends on the facts alone, never on the
 * order in which they came to be known: it is told anew whenever one is added.
 *
 * @param windowMs within which the same person arriving again is the same visit.
 */
export function projectStays(
  { arrivals, decisions: decided, ...told }: PersonFacts,
  windowMs: number,
): Map<VisitId, VisitState> {
  const standing = arrivals.filter(({ voidedAt }) => voidedAt === null);
  const departures = told.departures.map((departure) => noSoonerThanArrival(departure, arrivals));
  const stays = followThrough(standing, departures, windowMs);
  const states = new Map<VisitId, VisitState>();
  for (const stay of stays) {
    const ids = new Set(stay.arrivals.map(({ id }) => id));
    const decisions = inOrder(decided.filter(({ visitId }) => ids.has(visitId)));
    for (const arrival of stay.arrivals) {
      const sameAs = arrival === stay.standing ? null : stay.standing.id;
      states.set(arrival.id, { sameAs, left: stay.left, ...decide(arrival, decisions) });
    }
  }
  for (const arrival of arrivals) {
    if (arrival.voidedAt === null) continue;
    const own = <T extends { readonly visitId: VisitId | null }>(all: readonly T[]): T[] =>
      all.filter(({ visitId }) => visitId === arrival.id);
    const [left] = inOrder(own(departures));
    states.set(arrival.id, {
      sameAs: null,
      left: left ? departureOf(left) : null,
      ...decide(arrival, inOrder(own(decided))),
    });
  }
  return states;
}

/** P1: nobody can name an arrival that has not been; where it seems so, a clock was put right in between. */
function noSoonerThanArrival(departure: DepartureFact, arrivals: readonly Arrival[]): DepartureFact {
  const arrivedAt = arrivals.find(({ id }) => id === departure.visitId)?.arrivedAt ?? departure.at;
  return { ...departure, at: Math.max(departure.at, arrivedAt) };
}

/** Who arrives in the very millisecond in which somebody is seen leaving was there by then. */
function followThrough(
  arrivals: readonly Arrival[],
  departures: readonly DepartureFact[],
  windowMs: number,
): readonly Stay[] {
  const stays: Stay[] = [];
  const byVisit = new Map<VisitId, Stay>();
  const ordered = arrivals.toSorted((a, b) => a.arrivedAt - b.arrivedAt || compare(a.id, b.id));
  let next = 0;
  const arriveUntil = (at: Instant): void => {
    for (let arrival = ordered[next]; arrival && arrival.arrivedAt <= at; arrival = ordered[next]) {
      next += 1;
      const last = stays.at(-1);
      const goesOn = last && last.left === null && arrival.arrivedAt - last.standing.arrivedAt <= windowMs;
      const stay = goesOn ? last : { standing: arrival, arrivals: [], left: null };
      if (!goesOn) stays.push(stay);
      stay.arrivals.push(arrival);
      byVisit.set(arrival.id, stay);
    }
  };
  for (const departure of inOrder(departures)) {
    arriveUntil(departure.at);
    const ended = departure.visitId === null ? staysLeftBy(stays, departure) : [byVisit.get(departure.visitId)];
    for (const stay of ended) if (stay) stay.left ??= departureOf(departure);
  }
  arriveUntil(Number.POSITIVE_INFINITY);
  return stays;
}

/** P2: the latest of that day, whatever ended it by itself; any other only while it still ran. */
function staysLeftBy(stays: readonly Stay[], { at, day }: DepartureFact): Stay[] {
  const latest = stays.findLast(({ standing }) => standing.day === day);
  return stays.filter((stay) => stay === latest || stay.arrivals.some(({ endsAt }) => endsAt > at));
}

/** P3. @param decisions about any arrival of the stay, in order. */
function decide(arrival: Arrival, decisions: readonly DecisionFact[]): Pick<VisitState, 'resolution' | 'verdict'> {
  let resolution: Resolution | null = null;
  let verdict = arrival.declared;
  for (const decision of decisions) {
    const isOwn = decision.visitId === arrival.id;
    const concerns = resolution !== null || verdict === 'see-staff' || decision.verdict === 'not-today';
    if (!isOwn && !(decision.at >= arrival.arrivedAt && concerns)) continue;
    verdict = decision.verdict ?? verdict;
    resolution = { at: decision.at, verdict, by: decision.by };
  }
  return { resolution, verdict };
}

const departureOf = ({ at, how }: Departure): Departure => ({ at, how });

/** Of what is said of the same millisecond, who saw it and then the id decide: any order will do, if it is always the same. */
const inOrder = <T extends { readonly at: Instant; readonly eventId: string; readonly how?: string }>(
  facts: readonly T[],
): T[] => facts.toSorted((a, b) => a.at - b.at || compare(a.how ?? '', b.how ?? '') || compare(a.eventId, b.eventId));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
