import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay } from '#shared/domain/instant.ts';
import { QUARTER_MS, startOfDay } from '#shared/domain/zoned-time.ts';
import type { Clock } from '../config/clock.ts';
import type { Store, Writable } from '../store/access.ts';

export interface RollUpParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Facts of the log per transaction: bounds how long kiosks wait for theirs. */
const BATCH = 2_000;
/** Days whose figures are kept: a year, and the weeks a trend looks back from its start. */
const KEPT_DAYS = 430;

/**
 * Counts anew the days of venues about which the log has something new, so that a board of a hundred thousand venues is read
 * from a few numbers each and never from visits.
 *
 * @returns a function that runs until nothing is new, or `rounds` batches; one run at a time.
 */
export function createRollUp({ store, clock }: RollUpParts): (rounds?: number) => Promise<void> {
  let running: Promise<void> | null = null;
  const run = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      if (!(await store.transact((tx) => countBatch(tx)))) break;
      await setImmediate();
    }
    await store.transact(async (tx) => {
      const until = addDays(clock.today(), -KEPT_DAYS);
      await tx.deleteFrom('venue_days').where('day', '<', until).execute();
    });
  };
  return (rounds = Number.POSITIVE_INFINITY) => {
    running ??= run(rounds).finally(() => {
      running = null;
    });
    return running;
  };
}

interface DirtyDay {
  readonly venueId: VenueId;
  readonly day: CalendarDay;
}

/** @returns whether there may be more. */
async function countBatch(tx: Writable): Promise<boolean> {
  const { rows: facts } = await sql<{ row: number; visit: string }>`
    select e.rowid as "row", coalesce(e.visit_id, e.id) as visit from visit_events e
    where e.rowid > (select event_row from venue_days_cursor where id = 1) order by e.rowid limit ${BATCH}`.execute(tx);
  const last = facts.at(-1);
  if (!last) return false;
  const visits = [...new Set(facts.map(({ visit }) => visit))];
  const { rows: dirty } = await sql<DirtyDay>`
    select distinct venue_id as "venueId", day from visits
    where id in (select value from json_each(${JSON.stringify(visits)}))`.execute(tx);
  for (const { venueId, day } of dirty) await countDay(tx, venueId, day);
  for (const venueId of new Set(dirty.map((one) => one.venueId))) await noteLastDays(tx, venueId);
  await tx.updateTable('venue_days_cursor').set({ event_row: last.row }).where('id', '=', 1).execute();
  return facts.length === BATCH;
}

/** From the counts that are kept with each visit: a day of very many visits costs no more than any other. */
async function countDay(tx: Writable, venueId: VenueId, day: CalendarDay): Promise<void> {
  const { rows } = await sql<{ attended: number; byPhone: number }>`
    select coalesce(sum(arrived) filter (where way <> 'poster'), 0) as attended,
      coalesce(sum(arrived) filter (where way = 'poster'), 0) as "byPhone"
    from visit_quarters where venue_id = ${venueId}
      and quarter >= ${startOfDay(day) / QUARTER_MS} and quarter < ${startOfDay(addDays(day, 1)) / QUARTER_MS}`.execute(
    tx,
  );
  const now = rows[0] ?? { attended: 0, byPhone: 0 };
  const before = await tx
    .selectFrom('venue_days')
    .select(['attended', 'by_phone as byPhone'])
    .where('venue_id', '=', venueId)
    .where('day', '=', day)
    .executeTakeFirst();
  const counts = { attended: now.attended, by_phone: now.byPhone };
  await tx
    .insertInto('venue_days')
    .values({ venue_id: venueId, day, ...counts })
    .onConflict((on) => on.columns(['venue_id', 'day']).doUpdateSet(counts))
    .execute();
  const was = describe(before ?? { attended: 0, byPhone: 0 });
  const is = describe(now);
  await sql`
    insert into unit_days (commune_code, type, day, active, phone_only, visits)
    select commune_code, type, ${day}, ${is.active - was.active}, ${is.phoneOnly - was.phoneOnly}, ${is.visits - was.visits}
    from venues where id = ${venueId}
    on conflict (commune_code, day, type) do update set active = active + excluded.active,
      phone_only = phone_only + excluded.phone_only, visits = visits + excluded.visits`.execute(tx);
}

const describe = ({ attended, byPhone }: { readonly attended: number; readonly byPhone: number }) => ({
  active: attended > 0 ? 1 : 0,
  phoneOnly: attended === 0 && byPhone > 0 ? 1 : 0,
  visits: attended + byPhone,
});

/** A venue that is active again needs no reminders: they are counted anew from then on. */
const noteLastDays = (tx: Writable, venueId: VenueId) =>
  sql`
    insert into venue_standing (venue_id, last_attended_day, last_phone_day)
    select v.id,
      (select max(day) from venue_days where venue_id = v.id and attended > 0),
      (select max(day) from venue_days where venue_id = v.id and by_phone > 0)
    from venues v where v.id = ${venueId}
    on conflict (venue_id) do update set
      reminders = case when coalesce(excluded.last_attended_day, '') > coalesce(last_attended_day, '') then 0 else reminders end,
      last_attended_day = excluded.last_attended_day, last_phone_day = excluded.last_phone_day`.execute(tx);
