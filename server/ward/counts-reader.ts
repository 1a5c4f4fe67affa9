import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { REMINDERS_BEFORE_ESCALATION, type WardCounts } from '#shared/contract/portal-ward.ts';
import { addDays } from '#shared/domain/instant.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import type { Readable } from '../store/access.ts';
import { asExecutor, type FactsOf, KIOSK_SILENT_MS } from './reader.ts';

interface Group {
  readonly communeCode: string;
  readonly type: VenueType;
  readonly street: string | null;
}
export interface GroupCounts extends Group, WardCounts {}
interface Marked extends Group {
  readonly n: number;
}

/** The store answers synchronously: a province in one piece would keep kiosks waiting. */
const COMMUNES_AT_ONCE = 10;

/** @param byStreet also by street; else `street` is null. */
export async function countVenues(db: Readable, of: FactsOf, byStreet: boolean): Promise<GroupCounts[]> {
  const groups = new Map<string, GroupCounts>();
  for (let from = 0; from < of.communes.length; from += COMMUNES_AT_ONCE) {
    const communes = of.communes.slice(from, from + COMMUNES_AT_ONCE);
    const { rows } = await countStandings(of, lookAt(communes, byStreet)).execute(asExecutor(db));
    for (const group of rows) groups.set(keyOf(group), group);
    await setImmediate();
  }
  const look = lookAt(of.communes, byStreet);
  const marks = {
    neverScanned: countNeverScanned(look),
    kioskOffline: countOffline(of, look),
    unclaimed: countUnclaimed(look),
  };
  // What few venues are is counted from those few on, which `cross join` tells SQLite: looking every venue up for it takes four
  // times as long.
  for (const [name, query] of Object.entries(marks) as [keyof typeof marks, RawBuilder<Marked>][]) {
    for (const row of (await query.execute(asExecutor(db))).rows) {
      const group = groups.get(keyOf(row));
      if (group) groups.set(keyOf(row), { ...group, [name]: row.n });
    }
    await setImmediate();
  }
  return [...groups.values()];
}

const keyOf = ({ communeCode, type, street }: Group): string => JSON.stringify([communeCode, type, street]);

interface Look {
  /** Of `v` and its standing `s`. */
  readonly group: RawBuilder<unknown>;
  readonly standing: RawBuilder<unknown>;
  readonly within: RawBuilder<unknown>;
}

const lookAt = (communes: readonly string[], byStreet: boolean): Look => ({
  group: sql`v.commune_code as "communeCode", v.type, ${byStreet ? sql`s.street` : sql`null`} as street`,
  standing: sql`left join venue_standing s on s.venue_id = v.id`,
  within: sql`v.closed_at is null and v.commune_code in (select value from json_each(${JSON.stringify(communes)}))`,
});

const countStandings = ({ today, freshFrom }: FactsOf, { group, standing, within }: Look): RawBuilder<GroupCounts> => {
  const since = addDays(today, -2);
  const isSilent = sql`(coalesce(s.last_attended_day, '') < ${since} and coalesce(s.last_phone_day, '') < ${today}
    and v.created_at < ${freshFrom})`;
  return sql`
    select ${group}, count(*) as registered,
      sum(coalesce(s.last_attended_day, '') >= ${today}) as active,
      sum(coalesce(s.last_attended_day, '') < ${today} and coalesce(s.last_phone_day, '') >= ${today}) as "phoneOnly",
      sum(coalesce(s.last_attended_day, '') < ${today} and coalesce(s.last_phone_day, '') < ${today}
        and coalesce(s.last_attended_day, '') >= ${since}) as recent,
      sum(coalesce(s.last_attended_day, '') < ${since} and coalesce(s.last_phone_day, '') < ${today}
        and v.created_at >= ${freshFrom}) as fresh,
      sum(${isSilent}) as silent, 0 as "neverScanned", 0 as "kioskOffline", sum(s.verified_at is null) as unverified,
      0 as unclaimed, sum(${isSilent} and coalesce(s.reminders, 0) >= ${REMINDERS_BEFORE_ESCALATION}) as escalated
    from venues v indexed by venues_counted ${standing} where ${within} group by 1, 2, 3`;
};

const countNeverScanned = ({ group, standing, within }: Look): RawBuilder<Marked> => sql`
  select ${group}, count(*) as n
  from (select distinct e.venue_id from posters p join entrances e on e.id = p.entrance_id
    where p.printed_at is not null and p.first_scan_at is null) printed
  cross join venues v on v.id = printed.venue_id ${standing}
  where ${within} and s.last_attended_day is null and s.last_phone_day is null
    and not exists (select 1 from entrances e join posters p on p.entrance_id = e.id
      where e.venue_id = v.id and p.first_scan_at is not null)
  group by 1, 2, 3`;

const countOffline = ({ now }: FactsOf, { group, standing, within }: Look): RawBuilder<Marked> => sql`
  select ${group}, count(*) as n
  from (select venue_id from kiosks where revoked_at is null group by venue_id
    having max(coalesce(last_seen_at, paired_at)) <= ${now - KIOSK_SILENT_MS}) silent
  cross join venues v on v.id = silent.venue_id ${standing} where ${within} group by 1, 2, 3`;

const countUnclaimed = ({ group, standing, within }: Look): RawBuilder<Marked> => sql`
  select ${group}, count(*) as n from claims c cross join venues v on v.id = c.venue_id ${standing}
  where c.claimed_at is null and ${within} group by 1, 2, 3`;
