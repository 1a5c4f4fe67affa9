import { verdictSchema } from '#shared/domain/declaration.ts';
import type { KioskId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { LogQueries } from './reader.ts';
import type { FitEvent, LogWriter } from './transactor.ts';
import type { VisitChange } from './visit-feed.ts';

export interface Projection {
  /**
   * What an event in the log means for visits. Facts may come in any order: a departure can be here before its arrival.
   *
   * @returns the visits that changed.
   */
  apply(fit: FitEvent, kioskId: KioskId | null, receivedAt: Instant): VisitChange[];
}

export function createProjection(queries: LogQueries, writer: LogWriter): Projection {
  return {
    apply(fit, kioskId, receivedAt) {
      if (fit.event.kind !== 'arrived') return applyAbout(queries, writer, fit);
      writer.insertVisit(fit, kioskId, receivedAt);
      const known = fit.content.personHashes.filter((hash) => queries.findPerson.get(hash) !== undefined);
      writer.insertPersonHashes(fit);
      const isVoided = applyEarlier(queries, writer, fit, known);
      const merged = isVoided ? [] : mergeSamePerson(queries, writer, fit, known);
      return [changeOf(fit.event.venueId, fit.event.id), ...merged];
    },
  };
}

const changeOf = (venueId: VenueId, id: string): VisitChange => ({ venueId, visitId: id as VisitId });

function applyAbout(queries: LogQueries, writer: LogWriter, fit: FitEvent): VisitChange[] {
  const { event, at } = fit;
  if (event.visitId !== null) {
    const changed = applyTo(writer, event.visitId, event.venueId, { kind: event.kind, at, verdict: event.verdict });
    if (!changed) return [];
    const freed = event.kind === 'voided' ? freeFollowers(queries, writer, event.visitId, event.venueId) : [];
    return [changeOf(event.venueId, event.visitId), ...freed];
  }
  if (event.kind !== 'left') return [];
  writer.insertPersonHashes(fit);
  const visits = fit.content.personHashes.flatMap((hash) =>
    queries.listSamePerson.all(hash, event.venueId, event.id, 0, at),
  );
  const closed = visits.filter((visit) => writer.closeVisit(visit.id, event.venueId, at));
  return closed.map((visit) => changeOf(event.venueId, visit.id));
}

type About = Pick<FitEvent['event'], 'kind' | 'verdict'> & { readonly at: Instant };

/** @returns whether the visit changed. A refusal is a fact of the log, no state of a visit. */
function applyTo(writer: LogWriter, id: VisitId, venueId: VenueId, { kind, at, verdict }: About): boolean {
  switch (kind) {
    case 'left':
      return writer.closeVisit(id, venueId, at);
    case 'extended':
      return writer.extendVisit(id, venueId, at);
    case 'voided':
      return writer.voidVisit(id, venueId, at);
    case 'resolved':
      return writer.resolveVisit(id, venueId, at, verdict);
    case 'arrived':
    case 'refused':
      return false;
  }
}

/** Arrivals that were the same visit as one that never was: the earliest of them stands in its place. */
function freeFollowers(queries: LogQueries, writer: LogWriter, id: VisitId, venueId: VenueId): VisitChange[] {
  const followers = queries.listFollowers.all(id, venueId);
  const [first, ...others] = followers;
  if (first) writer.markSame(first.id, null);
  for (const other of others) writer.markSame(other.id, first?.id ?? null);
  return followers.map((follower) => changeOf(venueId, follower.id));
}

/** What came before the arrival it is about: by the visit's id, or by the person. @returns whether it was voided. */
function applyEarlier(
  queries: LogQueries,
  writer: LogWriter,
  { event, at }: FitEvent,
  known: readonly Uint8Array[],
): boolean {
  const id = event.id as string as VisitId;
  const about = queries.listAbout.all(id, event.venueId);
  for (const earlier of about) {
    applyTo(writer, id, event.venueId, { ...earlier, verdict: verdictIn(earlier.clearJson) });
  }
  for (const hash of known) {
    const left = queries.firstDeparture.get(hash, event.venueId, at)?.at ?? null;
    if (left !== null) writer.closeVisit(id, event.venueId, left);
  }
  return about.some(({ kind }) => kind === 'voided');
}

function verdictIn(clearJson: string) {
  const { verdict } = JSON.parse(clearJson) as { readonly verdict?: unknown };
  return verdictSchema.nullable().catch(null).parse(verdict);
}

/**
 * The same person within the venue's window is one visit (kiosks cannot see each other): the first arrival stands, and who
 * comes later than the window after it begins another. Judged over all of the person's arrivals of the day, so that the
 * order in which they came to be known does not matter.
 */
function mergeSamePerson(
  queries: LogQueries,
  writer: LogWriter,
  { event, duplicateWindowMs }: FitEvent,
  known: readonly Uint8Array[],
): VisitChange[] {
  const found = known.flatMap((hash) =>
    queries.listSamePerson.all(hash, event.venueId, '', 0, Number.MAX_SAFE_INTEGER),
  );
  const visits = [...new Map(found.map((visit) => [visit.id, visit])).values()].toSorted(
    (a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1),
  );
  const changed: VisitId[] = [];
  let [standing] = visits;
  for (const visit of visits) {
    if (standing && visit.arrivedAt - standing.arrivedAt > duplicateWindowMs) standing = visit;
    const sameAs = standing && standing !== visit ? standing.id : null;
    if (visit.sameAs === sameAs) continue;
    writer.markSame(visit.id, sameAs);
    changed.push(visit.id);
  }
  return changed.filter((id) => id !== (event.id as string)).map((id) => changeOf(event.venueId, id));
}
