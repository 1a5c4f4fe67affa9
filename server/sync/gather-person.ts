import type { VenueId, VisitId } from '#shared/domain/ids.ts';
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

/**
 * Somebody may show a phone number at one door and a card at the next: whoever shares a hash with any of the arrivals is the
 * same person, so that it does not matter which of them came to be known first. A departure makes nobody one person: it would
 * tie each day to the next. A person is known by other hashes each day.
 */
export function gatherPerson(queries: LogQueries, venueId: VenueId, seed: PersonSeed): PersonDay[] {
  const arrivals = new Map<VisitId, VisitRow>();
  const hashes = new Map<string, Uint8Array>();
  const toFollow: Uint8Array[] = [];
  const addHash = (hash: Uint8Array): void => {
    const name = Buffer.from(hash).toString('hex');
    if (hashes.has(name)) return;
    hashes.set(name, hash);
    toFollow.push(hash);
  };
  const addArrival = (row: VisitRow | undefined): void => {
    if (!row || arrivals.has(row.id)) return;
    arrivals.set(row.id, row);
    for (const { hash } of queries.listHashes.all(row.id)) addHash(hash);
  };
  if ('visit' in seed) addArrival(queries.findVisit.get(seed.visit, venueId));
  else addHash(seed.hash);
  for (let hash = toFollow.pop(); hash; hash = toFollow.pop()) {
    for (const row of queries.listArrivals.all(hash, venueId)) addArrival(row);
  }
  const found = [...hashes.values()].flatMap((hash) => queries.listDepartures.all(hash, venueId));
  const departures = [...new Map(found.map((departure) => [departure.id, departure])).values()];
  const days = [...new Set([...arrivals.values()].map(({ day }) => day))];
  return days.map((day) => {
    const ofDay = [...arrivals.values()].filter((row) => row.day === day);
    const about = ofDay.flatMap(({ id: visitId }) =>
      queries.listAbout.all(visitId, venueId).map((event) => ({ ...event, visitId })),
    );
    return { arrivals: ofDay, about, departures };
  });
}
