import { z } from 'zod';
import { visitEventSchema } from '#shared/contract/visit-event.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import type { KioskId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { gatherAlone, gatherPerson, MOST_OF_ONE_PERSON, type PersonDay, type PersonSeed } from './gather-person.ts';
import type { LogQueries, VisitRow } from './reader.ts';
import { projectStays, type VisitState } from './stays.ts';
import {
  type AccountActor,
  actorOf,
  type Departure,
  type FitEvent,
  isAccountActor,
  type LogWriter,
  type VisitRowState,
} from './transactor.ts';
import type { VisitChange } from './visit-feed.ts';

export interface Projection {
  /**
   * What an event in the log means for visits. Facts may come in any order: a departure can be here before its arrival.
   *
   * @returns the visits that changed.
   */
  apply(fit: FitEvent, kioskId: KioskId | null, receivedAt: Instant): VisitChange[];
  /** Tells a person's visits anew, by all that the log has of them. @returns those that changed. */
  restate(seed: PersonSeed, place: RestatedPlace, now: Instant): VisitChange[];
}

type RestatedPlace = Pick<FitEvent, 'duplicateWindowMs'> & { readonly venueId: VenueId };

/** @param most of arrivals and departures that are one person's in a day (SYNC-SPEC P7). */
export function createProjection(
  queries: LogQueries,
  writer: LogWriter,
  most: number = MOST_OF_ONE_PERSON,
): Projection {
  const { restate, restateOne, scatter } = createRestating(queries, writer, most);
  return {
    apply(fit, kioskId, receivedAt) {
      const { venueId, kind } = fit.event;
      const changed = kind === 'arrived' ? arrive(fit, kioskId, receivedAt) : applyAbout(fit, receivedAt);
      return [...new Set(changed)].map((visitId) => ({ venueId, visitId }));
    },
    restate: (seed, place, now) => restate(seed, place, now).map((visitId) => ({ venueId: place.venueId, visitId })),
  };

  function arrive(fit: FitEvent, kioskId: KioskId | null, receivedAt: Instant): VisitId[] {
    const { venueId } = fit.event;
    const id = fit.event.id as string as VisitId;
    writer.insertVisit(fit, kioskId, receivedAt);
    const isKnown = fit.content.personHashes.some((hash) => queries.findPerson.get(hash, venueId) !== undefined);
    writer.insertPersonHashes(fit);
    const about = queries.listAbout.all(id, venueId);
    for (const { kind, at } of about) markAlone(fit, id, kind, at);
    if (!isKnown && about.length === 0) return [id];
    const told = restateOne({ visit: id }, placeOf(fit), receivedAt);
    return [id, ...(told ?? scatter(fit, fit.content.personHashes, receivedAt))];
  }

  function applyAbout(fit: FitEvent, receivedAt: Instant): VisitId[] {
    const { event, at, by } = fit;
    const { venueId, visitId, kind } = event;
    if (kind === 'refused') return [];
    if (visitId === null) {
      if (kind !== 'left') return [];
      writer.insertPersonHashes(fit);
      return fit.content.personHashes.flatMap(
        (hash) => restateOne({ hash }, placeOf(fit), receivedAt) ?? scatter(fit, [hash], receivedAt),
      );
    }
    const visit = queries.findVisit.get(visitId, venueId);
    if (!visit) return [];
    if (kind === 'left' && isAlone(visit, venueId)) {
      // P1, as in `projectStays`.
      return writer.closeVisit(visitId, venueId, departureOf(Math.max(at, visit.arrivedAt), by)) ? [visitId] : [];
    }
    const changed = markAlone(fit, visitId, kind, at) ? [visitId] : [];
    return [...changed, ...restate({ visit: visitId }, placeOf(fit), receivedAt)];
  }

  /** Whose departure is nobody else's, as nearly every one: the rest of the day need not be told anew. */
  function isAlone(visit: VisitRow, venueId: VenueId): boolean {
    return visit.sameAs === null && queries.findFollower.get(visit.id, venueId) === undefined;
  }

  /** What is said of one arrival alone. */
  function markAlone({ event: { venueId }, endOf }: FitEvent, id: VisitId, kind: string, at: Instant): boolean {
    if (kind === 'extended') return writer.extendVisit(id, venueId, at, endOf(at));
    return kind === 'voided' && writer.voidVisit(id, venueId, at);
  }
}

interface Restating {
  readonly restate: (seed: PersonSeed, place: RestatedPlace, now: Instant) => VisitId[];
  /** @returns null when it is not one person, but a crowd. */
  readonly restateOne: (seed: PersonSeed, place: RestatedPlace, now: Instant) => VisitId[] | null;
  /** An arrival or departure in a crowd: who was one person without it is told arrival by arrival, once. */
  readonly scatter: (fit: FitEvent, hashes: readonly Uint8Array[], now: Instant) => VisitId[];
}

function createRestating(queries: LogQueries, writer: LogWriter, most: number): Restating {
  return { restate, restateOne, scatter };

  /** In a crowd an arrival is told alone; for those that a hash leads to, nothing changes. */
  function restate(seed: PersonSeed, place: RestatedPlace, now: Instant): VisitId[] {
    const told = restateOne(seed, place, now);
    if (told) return told;
    const visit = 'visit' in seed ? queries.findVisit.get(seed.visit, place.venueId) : undefined;
    return visit ? tellAlone([visit], place, now) : [];
  }

  function restateOne(seed: PersonSeed, place: RestatedPlace, now: Instant): VisitId[] | null {
    const days = gatherPerson(queries, place.venueId, seed, { most });
    return days === 'crowd' ? null : days.flatMap((day) => tell(day, place, now));
  }

  function scatter(fit: FitEvent, hashes: readonly Uint8Array[], now: Instant): VisitId[] {
    const { id, venueId } = fit.event;
    const own = queries.findVisit.get(id, venueId);
    const joined = hashes.flatMap((hash) => {
      const days = gatherPerson(queries, venueId, { hash }, { most, except: id });
      return days === 'crowd' ? [] : days.flatMap(({ arrivals }) => arrivals);
    });
    return tellAlone(own ? [own, ...joined] : joined, placeOf(fit), now);
  }

  function tellAlone(arrivals: readonly VisitRow[], place: RestatedPlace, now: Instant): VisitId[] {
    return arrivals.flatMap((row) => tell(gatherAlone(queries, place.venueId, row), place, now));
  }

  /** Writes what a person's day comes to. @returns what of it is news. */
  function tell(day: PersonDay, { venueId, duplicateWindowMs }: RestatedPlace, now: Instant): VisitId[] {
    const states = projectStays(readFacts(day), duplicateWindowMs);
    return day.arrivals.flatMap((row) => {
      const state = states.get(row.id);
      const next = state && rowStateOf(row, state, now);
      if (!next || KEYS.every((key) => next[key] === row[key])) return [];
      writer.restateVisit(row.id, venueId, next);
      return [row.id];
    });
  }
}

const KEYS = ['leftAt', 'leftHow', 'autoLeftAt', 'resolvedAt', 'verdict', 'resolvedBy', 'sameAs'] as const;

const placeOf = ({ event: { venueId }, duplicateWindowMs }: FitEvent): RestatedPlace => ({
  venueId,
  duplicateWindowMs,
});

/** A visit that nobody was seen leaving ends by itself once its time is over, and not before. */
function rowStateOf(row: VisitRow, { left, resolution, verdict, sameAs }: VisitState, now: Instant): VisitRowState {
  const isOver = left === null && row.voidedAt === null && row.endsAt <= now;
  return {
    leftAt: left?.at ?? null,
    leftHow: left?.how ?? (isOver ? 'automatic' : null),
    autoLeftAt: isOver ? row.endsAt : null,
    resolvedAt: resolution?.at ?? null,
    resolvedBy: resolution?.by ?? null,
    verdict,
    sameAs,
  };
}

const departureOf = (at: Instant, by: FitEvent['by']): Departure => ({ at, how: by === null ? 'scan' : 'staff' });

const storedEventSchema = z.object({
  verdict: verdictSchema.nullable().catch(null),
  staff: visitEventSchema.shape.staff.catch(undefined),
  // Written by this server alone: what a kiosk sends is read without it.
  by: z.custom<AccountActor>(isAccountActor).optional().catch(undefined),
});
const readStored = (clearJson: string) => storedEventSchema.parse(JSON.parse(clearJson));

function readFacts({ arrivals, departures, about }: PersonDay) {
  const acted = about.map(({ visitId, id: eventId, kind, at, clearJson }) => {
    const stored = readStored(clearJson);
    return { visitId, eventId, kind, at, verdict: stored.verdict, by: actorOf(stored) };
  });
  const day = arrivals[0]?.day ?? '';
  return {
    arrivals: arrivals.map((row) => ({ ...row, declared: readStored(row.clearJson).verdict })),
    decisions: acted.filter(({ kind }) => kind === 'resolved'),
    departures: [
      ...acted
        .filter(({ kind }) => kind === 'left')
        .map(({ visitId, eventId, at, by }) => ({ visitId, eventId, day, ...departureOf(at, by) })),
      ...departures.map(({ id: eventId, at, clearJson, day: on }) => ({
        visitId: null,
        eventId,
        day: on,
        ...departureOf(at, actorOf(readStored(clearJson))),
      })),
    ],
  };
}
