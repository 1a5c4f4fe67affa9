import { z } from 'zod';
import { visitEventSchema } from '#shared/contract/visit-event.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import type { KioskId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { LaterEvent, LogQueries } from './reader.ts';
import { mergeSamePerson } from './same-person.ts';
import { actorOf, type Departure, type FitEvent, type LogWriter, type StaffActor } from './transactor.ts';
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
      const changed =
        fit.event.kind === 'arrived' ? arrive(fit, kioskId, receivedAt) : applyAbout(queries, writer, fit);
      const ids = [...new Set(changed)];
      if (fit.event.kind === 'extended') for (const id of ids) writer.endVisit(id, receivedAt);
      return ids.map((visitId) => ({ venueId: fit.event.venueId, visitId }));
    },
  };

  function arrive(fit: FitEvent, kioskId: KioskId | null, receivedAt: Instant): VisitId[] {
    writer.insertVisit(fit, kioskId, receivedAt);
    const known = fit.content.personHashes.filter((hash) => queries.findPerson.get(hash) !== undefined);
    writer.insertPersonHashes(fit);
    const isVoided = applyEarlier(queries, writer, fit, known);
    const merged = isVoided ? [] : mergeSamePerson(queries, writer, fit, known);
    return [fit.event.id as string as VisitId, ...merged];
  }
}

function applyAbout(queries: LogQueries, writer: LogWriter, fit: FitEvent): VisitId[] {
  const { event, at, by } = fit;
  const { venueId, visitId, kind, verdict } = event;
  if (visitId !== null) {
    if (!applyTo(writer, visitId, fit, { kind, at, verdict, by })) return [];
    if (kind === 'resolved') return [visitId, ...resolveTogether(queries, writer, visitId, fit)];
    if (kind === 'left') return [visitId, ...leaveTogether(queries, writer, visitId, fit)];
    const freed = kind === 'voided' ? freeFollowers(queries, writer, visitId, venueId) : [];
    return [visitId, ...freed];
  }
  if (kind !== 'left') return [];
  writer.insertPersonHashes(fit);
  return leaveAsPerson(queries, writer, fit);
}

interface About {
  readonly kind: FitEvent['event']['kind'];
  readonly at: Instant;
  readonly verdict: Verdict | null;
  readonly by: StaffActor | null;
}

/** @returns whether the visit changed. A refusal is a fact of the log, no state of a visit. */
function applyTo(
  writer: LogWriter,
  id: VisitId,
  { event: { venueId }, endOf }: FitEvent,
  { kind, at, verdict, by }: About,
): boolean {
  switch (kind) {
    case 'left':
      return writer.closeVisit(id, venueId, departureOf(at, by));
    case 'extended':
      return writer.extendVisit(id, venueId, at, endOf(at));
    case 'voided':
      return writer.voidVisit(id, venueId, at);
    case 'resolved':
      return writer.resolveVisit(id, venueId, { at, verdict, by });
    case 'arrived':
    case 'refused':
      return false;
  }
}

const departureOf = (at: Instant, by: StaffActor | null): Departure => ({ at, how: by === null ? 'scan' : 'staff' });

/** Several arrivals within the venue's window are one visit: who leaves by one of them leaves by all. */
function leaveTogether(queries: LogQueries, writer: LogWriter, id: VisitId, { event, at, by }: FitEvent): VisitId[] {
  const { venueId } = event;
  const standing = queries.findVisit.get(id, venueId)?.sameAs ?? id;
  const followers = queries.listFollowers.all(standing, venueId);
  const others = [standing, ...followers.map((follower) => follower.id)].filter((other) => other !== id);
  const closed = others.filter((other) => writer.closeVisit(other, venueId, departureOf(at, by)));
  // Who came back after it began another visit.
  const [next, ...later] = followers.filter(({ arrivedAt }) => arrivedAt > at);
  if (!next) return closed;
  writer.markSame(next.id, null);
  for (const one of later) writer.markSame(one.id, next.id);
  return [...closed, next.id, ...later.map((one) => one.id)];
}

/** What the staff decided about a person holds at every door at which that person was told to see them. */
function resolveTogether(queries: LogQueries, writer: LogWriter, id: VisitId, { event, at, by }: FitEvent): VisitId[] {
  const { venueId, verdict } = event;
  return listOthers(queries, id, venueId).filter((other) => writer.resolveAlong(other, venueId, { at, verdict, by }));
}

/** The other arrivals that are one visit with this one. */
function listOthers(queries: LogQueries, id: VisitId, venueId: VenueId): VisitId[] {
  const standing = queries.findVisit.get(id, venueId)?.sameAs ?? id;
  const followers = queries.listFollowers.all(standing, venueId).map((follower) => follower.id);
  return [standing, ...followers].filter((other) => other !== id);
}

/** The latest visit before it was left, whatever ended it by itself; an earlier one only where nothing ended it yet. */
function leaveAsPerson(queries: LogQueries, writer: LogWriter, fit: FitEvent): VisitId[] {
  const { event, at, by } = fit;
  const visits = fit.content.personHashes
    .flatMap((hash) => queries.listSamePerson.all(hash, event.venueId, event.id, 0, at))
    .filter(({ day, endsAt }) => day === fit.day || endsAt > at)
    .toSorted((a, b) => b.arrivedAt - a.arrivedAt);
  const latest = visits.find(({ sameAs }) => sameAs === null);
  return visits.flatMap(({ id, sameAs, leftHow }) => {
    const isLatest = id === latest?.id || sameAs === latest?.id;
    if (!isLatest && leftHow === 'automatic') return [];
    return writer.closeVisit(id, event.venueId, departureOf(at, by)) ? [id] : [];
  });
}

/** Arrivals that were the same visit as one that never was: the earliest of them stands in its place. */
function freeFollowers(queries: LogQueries, writer: LogWriter, id: VisitId, venueId: VenueId): VisitId[] {
  const followers = queries.listFollowers.all(id, venueId);
  const [first, ...others] = followers;
  if (first) writer.markSame(first.id, null);
  for (const other of others) writer.markSame(other.id, first?.id ?? null);
  return followers.map((follower) => follower.id);
}

/** What came before the arrival it is about: by the visit's id, or by the person. @returns whether it was voided. */
function applyEarlier(queries: LogQueries, writer: LogWriter, fit: FitEvent, known: readonly Uint8Array[]): boolean {
  const { event, at } = fit;
  const id = event.id as string as VisitId;
  const about = queries.listAbout.all(id, event.venueId);
  for (const earlier of about) applyTo(writer, id, fit, readAbout(earlier));
  for (const hash of known) {
    const left = queries.firstDeparture.get(hash, event.venueId, at, fit.day, fit.endOf(at));
    if (left) applyTo(writer, id, fit, readAbout(left));
  }
  return about.some(({ kind }) => kind === 'voided');
}

const storedAboutSchema = z.object({
  verdict: verdictSchema.nullable().catch(null),
  staff: visitEventSchema.shape.staff.catch(undefined),
});

function readAbout({ kind, at, clearJson }: LaterEvent): About {
  const { verdict, staff } = storedAboutSchema.parse(JSON.parse(clearJson));
  return { kind, at, verdict, by: actorOf({ staff }) };
}
