import { type RawBuilder, sql } from 'kysely';
import type { LogMark, LogFilter as LogWish, Presence } from '#shared/contract/portal-visits.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { INSIDE } from '../store/inside.ts';

/** A stretch of a venue's log and what of it is wanted. */
export interface LogFilter extends Omit<LogWish, 'from' | 'to' | 'entranceId'> {
  readonly venueId: VenueId;
  readonly entranceId?: EntranceId | undefined;
  /** First instant of the range. */
  readonly from: Instant;
  /** First instant after it. */
  readonly until: Instant;
}

/** The flags behind each mark. */
const FLAGS: Readonly<Record<LogMark, readonly string[]>> = {
  'no-contact': ['no-contact'],
  'in-care': ['accompanied-child', 'accompanied-elder'],
  assisted: ['assisted'],
  'cross-check': ['cross-check-mismatch'],
  pass: ['pass-unverified', 'pass-unknown'],
  clock: ['clock-ahead', 'clock-behind'],
  expired: ['content-expired'],
};

const PRESENCE: Readonly<Record<Presence, (now: Instant) => RawBuilder<boolean>>> = {
  inside: (now) => sql`visits.ends_at > ${now} and ${sql.raw(INSIDE)}`,
  'seen-leaving': () => sql`visits.left_at is not null`,
  // Whose time is over has left, also before the sweep comes by.
  'not-seen-leaving': (now) =>
    sql`visits.left_at is null and (visits.auto_left_at is not null or visits.ends_at <= ${now})`,
};

/** What a row must be beyond its time and venue; columns of the index `visits_log` but for who is still there. */
export function conditionsOf(filter: LogFilter, now: Instant): RawBuilder<boolean>[] {
  const { entranceId, verdicts = [], ways = [], assurances = [], presence, marks = [] } = filter;
  const conditions: RawBuilder<boolean>[] = [sql`visits.voided_at is null`];
  if (entranceId !== undefined) conditions.push(sql`visits.entrance_id = ${entranceId}`);
  if (verdicts.length > 0) conditions.push(sql`coalesce(visits.verdict, 'none') in (${sql.join(verdicts)})`);
  if (ways.length > 0) conditions.push(sql`visits.way in (${sql.join(ways)})`);
  if (assurances.length > 0) conditions.push(sql`visits.assurance in (${sql.join(assurances)})`);
  if (marks.length > 0) {
    const flags = marks.flatMap((mark) => FLAGS[mark].map((flag) => sql`visits.flags_json like ${`%"${flag}"%`}`));
    conditions.push(sql`(${sql.join(flags, sql` or `)})`);
  }
  if (presence !== undefined) conditions.push(PRESENCE[presence](now));
  return conditions;
}
