import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { VenueMark, WardCounts } from '#shared/contract/portal-ward.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';
import { type FactsOf, type Few, fewWith, isWithin, markOf, STANDING, standingOf } from './predicates.ts';
import { asExecutor, listFew } from './reader.ts';

interface Group {
  readonly communeCode: string;
  readonly type: VenueType;
  readonly street: string | null;
}
export interface GroupCounts extends Group, WardCounts {}
/** What is counted of a group at once; the rest follows from it, or is counted afterwards. */
interface StandingCounts
  extends Group,
    Pick<WardCounts, 'registered' | 'active' | 'phoneOnly' | 'recent' | 'fresh' | 'escalated'> {
  readonly verified: number;
}
interface Marked extends Group {
  readonly n: number;
}

/** The store answers synchronously: a province in one piece would keep kiosks waiting. */
const COMMUNES_AT_ONCE = 4;

/** Counted from those few on that have it. */
const FEW = { neverScanned: 'never-scanned', kioskOffline: 'kiosk-offline', unclaimed: 'unclaimed' } as const;

/** @param byStreet also by street; else `street` is null. */
export async function countVenues(db: Readable, of: FactsOf, byStreet: boolean): Promise<GroupCounts[]> {
  const groups = new Map<string, GroupCounts>();
  for (let from = 0; from < of.communes.length; from += COMMUNES_AT_ONCE) {
    const communes = of.communes.slice(from, from + COMMUNES_AT_ONCE);
    const { rows } = await countStandings(of, lookAt(communes, byStreet)).execute(asExecutor(db));
    for (const row of rows) groups.set(keyOf(row), completeCounts(row));
    await setImmediate();
  }
  const look = lookAt(of.communes, byStreet);
  for (const [name, mark] of Object.entries(FEW) as [keyof typeof FEW, VenueMark][]) {
    const few = fewWith(mark, of);
    if (!few) continue;
    for await (const some of listFew(db, few)) {
      for (const row of (await countMarked(some, few, look).execute(asExecutor(db))).rows) {
        const group = groups.get(keyOf(row));
        if (group) group[name] += row.n;
      }
    }
  }
  return [...groups.values()];
}

const completeCounts = ({ verified, ...counts }: StandingCounts): GroupCounts & Record<keyof typeof FEW, number> => ({
  ...counts,
  silent: counts.registered - counts.active - counts.phoneOnly - counts.recent - counts.fresh,
  unverified: counts.registered - verified,
  neverScanned: 0,
  kioskOffline: 0,
  unclaimed: 0,
});

const keyOf = ({ communeCode, type, street }: Group): string => JSON.stringify([communeCode, type, street]);

interface Look {
  /** Of `v` and its standing `s`. */
  readonly group: RawBuilder<unknown>;
  /** The columns of it that are not always the same. */
  readonly by: RawBuilder<unknown>;
  readonly within: RawBuilder<boolean>;
}

const lookAt = (communes: readonly string[], byStreet: boolean): Look => ({
  group: sql`v.commune_code as "communeCode", v.type, ${byStreet ? sql`s.street` : sql`null`} as street`,
  by: byStreet ? sql`1, 2, 3` : sql`1, 2`,
  within: isWithin(communes),
});

const countStandings = (of: FactsOf, { group, by, within }: Look): RawBuilder<StandingCounts> => {
  const count = (which: RawBuilder<boolean>) => sql`count(*) filter (where ${which})`;
  const standing = standingOf(of);
  return sql`
    select ${group}, count(*) as registered, ${count(sql`${standing} = 'active'`)} as active,
      ${count(sql`${standing} = 'phone-only'`)} as "phoneOnly", ${count(sql`${standing} = 'recent'`)} as recent,
      ${count(sql`${standing} = 'fresh'`)} as fresh, count(s.verified_at) as verified,
      ${count(markOf('escalated', of))} as escalated
    from venues v indexed by venues_counted ${STANDING} where ${within} group by ${by}`;
};

/** Beginning with the few: looking every venue up for it takes four times as long. */
const countMarked = (some: RawBuilder<unknown>, few: Few, { group, by, within }: Look): RawBuilder<Marked> => sql`
  select ${group}, count(*) as n ${some} where ${within} and ${few.and} group by ${by}`;
