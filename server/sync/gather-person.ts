import type { EventId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { LaterEvent, LogQueries, VisitRow } from './reader.ts';

/** Where to begin: at a visit, or at one hash that a person is known by. */
export type PersonSeed = { readonly visit: VisitId } | { readonly hash: Uint8Array };

/** All that the log has of one person's day at a venue. */
export interface PersonDay {
  readonly arrivals: readonly VisitRow[];
  readonly about: ReadonlyArray<LaterEvent & { readonly visitId: VisitId }>;
  /** By the person. They may be of the next day: somebody leaves after midnight. */
  readonly departures: ReadonlyArray<LaterEvent & { readonly day: CalendarDay }>;
}

/** In how many of its arrivals and departures a person's day is one person's (SYNC-SPEC P7). */
export const MOST_OF_ONE_PERSON = 100;

export interface GatherLimit {
  readonly most: number;
  /** As if this one were not in the log. */
  readonly except?: EventId;
}

/**
 * Somebody may show a phone number at one door and a card at the next: whoever shares a hash with any of the arrivals is the
 * same person, so that it does not matter which of them came to be known first. A departure makes nobody one person: it would
 * tie each day to the next. A person is known by other hashes each day.
 *
 * Reads a number of rows that depends on `most` alone, however many there are.
 *
 * @returns 'crowd' when that is more than one person does, as with a number that is typed for everybody.
 */
export function gatherPerson(
  queries: LogQueries,
  venueId: VenueId,
  seed: PersonSeed,
  limit: GatherLimit,
): PersonDay[] | 'crowd' {
  const known = followHashes(queries, venueId, seed, limit);
  if (known === 'crowd') return 'crowd';
  const { hashes, arrivals } = known;
  const departures = new Map<EventId, PersonDay['departures'][number]>();
  const about = new Map<EventId, PersonDay['about'][number]>();
  for (const hash of hashes) {
    for (const row of queries.listDepartures.all(hash, venueId)) {
      if (row.id !== limit.except) departures.set(row.id, row);
    }
    if (arrivals.length + departures.size > limit.most) return 'crowd';
    for (const row of queries.listAboutAll.all(hash, venueId)) about.set(row.id, row);
  }
  const [first] = arrivals;
  if (first && hashes.length === 0) return [gatherAlone(queries, venueId, first)];
  return [...new Set(arrivals.map(({ day }) => day))].map((day) => {
    const ofDay = new Map(arrivals.flatMap((row) => (row.day === day ? [[row.id, row]] : [])));
    return {
      arrivals: [...ofDay.values()],
      about: [...about.values()].filter(({ visitId }) => ofDay.has(visitId)),
      departures: [...departures.values()],
    };
  });
}

/** One arrival of a crowd, or of nobody known: what is said of it alone, for nobody knows whose the rest is. */
export const gatherAlone = (queries: LogQueries, venueId: VenueId, arrival: VisitRow): PersonDay => ({
  arrivals: [arrival],
  about: queries.listAbout.all(arrival.id, venueId).map((event) => ({ ...event, visitId: arrival.id })),
  departures: [],
});

function followHashes(
  queries: LogQueries,
  venueId: VenueId,
  seed: PersonSeed,
  { most, except }: GatherLimit,
): { readonly hashes: readonly Uint8Array[]; readonly arrivals: readonly VisitRow[] } | 'crowd' {
  const arrivals = new Map<VisitId, VisitRow>();
  const hashes = new Map<string, Uint8Array>();
  const toFollow: Uint8Array[] = [];
  const addHash = (hash: Uint8Array): void => {
    const name = Buffer.from(hash).toString('hex');
    if (hashes.has(name)) return;
    hashes.set(name, hash);
    toFollow.push(hash);
  };
  if ('visit' in seed) {
    const visit = queries.findVisit.get(seed.visit, venueId);
    if (visit) arrivals.set(visit.id, visit);
    for (const { hash } of visit ? queries.listHashes.all(visit.id) : []) addHash(hash);
  } else addHash(seed.hash);
  for (let hash = toFollow.pop(); hash; hash = toFollow.pop()) {
    if (queries.findBeyond.get(hash, venueId, except ?? '', most)) return 'crowd';
    for (const row of queries.listArrivals.all(hash, venueId)) {
      if ((row.id as string) !== except) arrivals.set(row.id, row);
    }
    if (arrivals.size > most) return 'crowd';
    for (const tied of queries.listTied.all(hash, venueId, except ?? '')) addHash(tied.hash);
  }
  return { hashes: [...hashes.values()], arrivals: [...arrivals.values()] };
}
