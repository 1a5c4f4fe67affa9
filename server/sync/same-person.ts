import type { VisitId } from '#shared/domain/ids.ts';
import type { LogQueries, SamePersonVisit } from './reader.ts';
import type { Departure, FitEvent, LogWriter, Resolution } from './transactor.ts';

/** One visit of a person, however many arrivals. */
interface Stay {
  readonly standing: SamePersonVisit;
  readonly arrivals: SamePersonVisit[];
  /** The earliest departure from any of them. */
  left: Departure | null;
}

/**
 * The same person within the venue's window is one visit (kiosks cannot see each other): the first arrival stands, and who
 * comes later than the window after it, or after having left, begins another. Judged over all of the person's arrivals of
 * the day, so that the order in which they came to be known does not matter.
 *
 * @returns the visits that changed, without the arrival itself.
 */
export function mergeSamePerson(
  queries: LogQueries,
  writer: LogWriter,
  { event, duplicateWindowMs }: FitEvent,
  known: readonly Uint8Array[],
): VisitId[] {
  const found = known.flatMap((hash) =>
    queries.listSamePerson.all(hash, event.venueId, '', 0, Number.MAX_SAFE_INTEGER),
  );
  const arrivals = [...new Map(found.map((visit) => [visit.id, visit])).values()].toSorted(
    (a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1),
  );
  const changed = splitStays(arrivals, duplicateWindowMs).flatMap(({ standing, arrivals: ofStay, left }) => {
    const decision = ofStay.length > 1 ? latestDecision(ofStay) : null;
    return ofStay.filter((visit) => {
      const sameAs = visit === standing ? null : standing.id;
      if (visit.sameAs !== sameAs) writer.markSame(visit.id, sameAs);
      const closed = left !== null && writer.closeVisit(visit.id, event.venueId, left);
      const decided = decision !== null && writer.resolveAlong(visit.id, event.venueId, decision);
      return closed || decided || visit.sameAs !== sameAs;
    });
  });
  return changed.map(({ id }) => id).filter((id) => id !== (event.id as string));
}

function splitStays(arrivals: readonly SamePersonVisit[], windowMs: number): Stay[] {
  const stays: Stay[] = [];
  for (const visit of arrivals) {
    const stay = stays.at(-1);
    const left = departureFrom(visit);
    if (
      stay &&
      visit.arrivedAt - stay.standing.arrivedAt <= windowMs &&
      !(stay.left && stay.left.at <= visit.arrivedAt)
    ) {
      stay.arrivals.push(visit);
      if (left && (!stay.left || left.at < stay.left.at)) stay.left = left;
    } else {
      stays.push({ standing: visit, arrivals: [visit], left });
    }
  }
  return stays;
}

function latestDecision(arrivals: readonly SamePersonVisit[]): Resolution | null {
  return arrivals.reduce<Resolution | null>((latest, { resolvedAt: at, verdict, resolvedBy: by }) => {
    return at !== null && (latest === null || at > latest.at) ? { at, verdict, by } : latest;
  }, null);
}

function departureFrom({ leftAt, leftHow }: SamePersonVisit): Departure | null {
  if (leftAt === null || leftHow === 'automatic') return null;
  return { at: leftAt, how: leftHow ?? 'scan' };
}
