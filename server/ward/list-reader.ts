import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { WardVenueQuery } from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';
import { type FactsOf, type Few, fewWith, isWithin, markOf, STANDING, standingOf } from './predicates.ts';
import { asExecutor, listFew } from './reader.ts';

/** A venue's place in a list, by name. */
export interface ListPlace {
  readonly nameSearch: string;
  readonly id: VenueId;
}

export type VenueFilter = Pick<WardVenueQuery, 'standing' | 'mark' | 'type' | 'street'> & {
  /** Folded, one word each. */
  readonly words: readonly string[];
};

export interface PageWish {
  readonly after: ListPlace | null;
  readonly limit: number;
}

export interface FoundVenues {
  readonly page: readonly ListPlace[];
  /** All that match, on whatever page. */
  readonly total: number;
}

/** Up to so many are looked through one by one, for whatever is asked. */
const SMALL = 5;
/** The store answers synchronously: a province in one piece would keep kiosks waiting. */
const COMMUNES_AT_ONCE = 4;

/** The venues that match, by name, and how many they are. */
export async function findVenues(db: Readable, of: FactsOf, filter: VenueFilter, wish: PageWish): Promise<FoundVenues> {
  const few = filter.mark && of.communes.length > SMALL ? fewWith(filter.mark, of) : null;
  return few ? findAmongFew(db, of, { filter, few, wish }) : walkCommunes(db, of, filter, wish);
}

/** Looking a hundred thousand standings up is most of the work. */
const needsStanding = ({ standing, mark, street }: VenueFilter): boolean =>
  standing !== undefined || mark !== undefined || street !== undefined;

const matching = (of: FactsOf, { standing, mark, type, street, words }: VenueFilter): RawBuilder<boolean> =>
  sql.join(
    [
      // What stands in the index comes first.
      sql`true`,
      ...(type ? [sql`v.type = ${type}`] : []),
      ...words.map((word) => sql`instr(v.name_search, ${word}) > 0`),
      ...(street ? [sql`s.street = ${street}`] : []),
      ...(standing ? [sql`${standingOf(of)} = ${standing}`] : []),
      ...(mark ? [markOf(mark, of)] : []),
    ],
    sql` and `,
  );

/**
 * Commune by commune in the order of an index: each is left where what follows is beyond what others had. Counted are those
 * alone that were not read to their end.
 */
async function walkCommunes(
  db: Readable,
  of: FactsOf,
  filter: VenueFilter,
  { after, limit }: PageWish,
): Promise<FoundVenues> {
  const matches = matching(of, filter);
  const beside = needsStanding(filter) ? STANDING : sql``;
  let page: ListPlace[] = [];
  let total = 0;
  const cutShort: string[] = [];
  for (const commune of of.communes) {
    const beyond = page.length === limit ? page.at(-1) : undefined;
    const found = await listCommune(db, commune, { matches, beside, after, beyond, limit });
    const isWhole = after === null && beyond === undefined && found.length < limit;
    if (isWhole) total += found.length;
    else cutShort.push(commune);
    page = [...page, ...found].toSorted(byName).slice(0, limit);
    await setImmediate();
  }
  for (let from = 0; from < cutShort.length; from += COMMUNES_AT_ONCE) {
    total += await countCommunes(db, cutShort.slice(from, from + COMMUNES_AT_ONCE), { matches, beside });
    await setImmediate();
  }
  return { page, total };
}

interface Match {
  readonly matches: RawBuilder<boolean>;
  /** {@link STANDING}, or nothing. */
  readonly beside: RawBuilder<unknown>;
}

interface Stretch extends Match {
  readonly after: ListPlace | null;
  readonly beyond: ListPlace | undefined;
  readonly limit: number;
}

const placeOf = ({ nameSearch, id }: ListPlace): RawBuilder<unknown> => sql`(${nameSearch}, ${id})`;

async function listCommune(
  db: Readable,
  commune: string,
  { matches, beside, after, beyond, limit }: Stretch,
): Promise<ListPlace[]> {
  const start = after ? sql`(v.name_search, v.id) > ${placeOf(after)}` : sql`true`;
  const end = beyond ? sql`(v.name_search, v.id) < ${placeOf(beyond)}` : sql`true`;
  const { rows } = await sql<ListPlace>`
    select v.name_search as "nameSearch", v.id from venues v indexed by venues_listed ${beside}
    where v.closed_at is null and v.commune_code = ${commune} and ${start} and ${end} and ${matches}
    order by v.name_search, v.id limit ${limit}`.execute(asExecutor(db));
  return rows;
}

async function countCommunes(db: Readable, communes: readonly string[], { matches, beside }: Match): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from venues v indexed by venues_listed ${beside}
    where ${isWithin(communes)} and ${matches}`.execute(asExecutor(db));
  return rows[0]?.n ?? 0;
}

async function findAmongFew(
  db: Readable,
  of: FactsOf,
  { filter, few, wish }: { readonly filter: VenueFilter; readonly few: Few; readonly wish: PageWish },
): Promise<FoundVenues> {
  const { mark: _, ...rest } = filter;
  const found: ListPlace[] = [];
  for await (const some of listFew(db, few)) {
    const { rows } = await sql<ListPlace>`
      select v.name_search as "nameSearch", v.id ${some}
      where ${isWithin(of.communes)} and ${few.and} and ${matching(of, rest)}`.execute(asExecutor(db));
    found.push(...rows);
  }
  const { after, limit } = wish;
  const behind = after ? found.filter((one) => byName(one, after) > 0) : found;
  return { page: behind.toSorted(byName).slice(0, limit), total: found.length };
}

const byName = (a: ListPlace, b: ListPlace): number =>
  compareText(a.nameSearch, b.nameSearch) || compareText(a.id, b.id);

/** As SQLite orders texts, by code points: JavaScript would have what is beyond U+FFFF, as a smiling face, too early. */
function compareText(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rankOf(one) - rankOf(other);
  }
  return a.length - b.length;
}

/** Halves of pairs, U+D800 to U+DFFF, behind all else. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
