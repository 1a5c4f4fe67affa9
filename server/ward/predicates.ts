import { type RawBuilder, sql } from 'kysely';
import { REMINDERS_BEFORE_ESCALATION, type Standing, type VenueMark } from '#shared/contract/portal-ward.ts';
import { addDays, type CalendarDay, DAY_MS, type Instant } from '#shared/domain/instant.ts';

/** Which venues, as of when. */
export interface FactsOf {
  readonly communes: readonly string[];
  readonly today: CalendarDay;
  readonly now: Instant;
  /** The first moment of the day before yesterday. */
  readonly freshFrom: Instant;
}

/** A kiosk that was not heard of for so long is offline. */
const KIOSK_SILENT_MS = DAY_MS;

/** Open venues `v` of the communes. What these statements look at is never personal: neither sealed content nor visits. */
export const isWithin = (communes: readonly string[]): RawBuilder<boolean> =>
  sql`v.closed_at is null and v.commune_code in (select value from json_each(${JSON.stringify(communes)}))`;

/** Beside `v` its standing `s`: numbers kept per venue. */
export const STANDING = sql`left join venue_standing s on s.venue_id = v.id`;

/** How `v` stands. */
export const standingOf = ({ today, freshFrom }: FactsOf): RawBuilder<Standing> => sql`
  case when s.last_attended_day >= ${today} then 'active'
    when s.last_phone_day >= ${today} then 'phone-only'
    when s.last_attended_day >= ${addDays(today, -2)} then 'recent'
    when v.created_at >= ${freshFrom} then 'fresh'
    else 'silent' end`;

const HAS_POSTER = sql`select 1 from entrances e join posters p on p.entrance_id = e.id where e.venue_id = v.id`;
const WAS_NEVER_SCANNED = sql<boolean>`(s.last_attended_day is null and s.last_phone_day is null
  and not exists (${HAS_POSTER} and p.first_scan_at is not null))`;

/** Whether a mark is to be put on `v`. */
export const markOf = (mark: VenueMark, of: FactsOf): RawBuilder<boolean> => {
  switch (mark) {
    case 'never-scanned':
      return sql`(${WAS_NEVER_SCANNED} and exists (${HAS_POSTER} and p.printed_at is not null))`;
    case 'kiosk-offline':
      return sql`(exists (select 1 from kiosks k where k.venue_id = v.id and k.revoked_at is null)
        and not exists (select 1 from kiosks k where k.venue_id = v.id and k.revoked_at is null
          and coalesce(k.last_seen_at, k.paired_at) > ${of.now - KIOSK_SILENT_MS}))`;
    case 'unverified':
      return sql`s.verified_at is null`;
    case 'unclaimed':
      return sql`exists (select 1 from claims c where c.venue_id = v.id and c.claimed_at is null)`;
    case 'escalated':
      return sql`(coalesce(s.reminders, 0) >= ${REMINDERS_BEFORE_ESCALATION} and ${standingOf(of)} = 'silent')`;
    case 'open-case':
      return sql`exists (select 1 from ward_cases c where c.venue_id = v.id and c.state <> 'answered')`;
  }
};

export interface Few {
  /** A column `venue_id`, each once. */
  readonly among: RawBuilder<unknown>;
  /** What must hold of these besides. */
  readonly and: RawBuilder<boolean>;
}

/**
 * The venues of a mark that few have, from those few on: asking every venue of a province for it takes many times as long.
 *
 * @returns null where most may have it.
 */
export const fewWith = (mark: VenueMark, of: FactsOf): Few | null => {
  switch (mark) {
    case 'never-scanned':
      return {
        among: sql`select distinct e.venue_id from posters p join entrances e on e.id = p.entrance_id
          where p.printed_at is not null and p.first_scan_at is null`,
        and: WAS_NEVER_SCANNED,
      };
    case 'kiosk-offline':
      return {
        among: sql`select venue_id from kiosks where revoked_at is null group by venue_id
          having max(coalesce(last_seen_at, paired_at)) <= ${of.now - KIOSK_SILENT_MS}`,
        and: sql`true`,
      };
    case 'unclaimed':
      return { among: sql`select venue_id from claims where claimed_at is null`, and: sql`true` };
    case 'open-case':
      return { among: sql`select distinct venue_id from ward_cases where state <> 'answered'`, and: sql`true` };
    case 'escalated':
      return {
        among: sql`select venue_id from venue_standing where reminders >= ${REMINDERS_BEFORE_ESCALATION}`,
        and: sql`${standingOf(of)} = 'silent'`,
      };
    case 'unverified':
      return null;
  }
};
