import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { LocalTime } from '#shared/domain/local-time.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import type { ClosingBy } from '#shared/domain/visit-end.ts';
import type { Readable } from '../store/access.ts';

export interface RulesRecord {
  readonly organisationId: OrganisationId;
  readonly contactDays: number | null;
  readonly healthDays: number | null;
  readonly hoursJson: string | null;
  readonly maxStayMs: number;
  readonly closesAt: LocalTime | null;
  readonly closingBy: ClosingBy | null;
}

export const findRules = (db: Readable, id: VenueId): Promise<RulesRecord | undefined> =>
  db
    .selectFrom('venues')
    .select([
      'organisation_id as organisationId',
      'contact_days as contactDays',
      'health_days as healthDays',
      'opening_hours_json as hoursJson',
      'max_stay_ms as maxStayMs',
      'closes_at as closesAt',
      'closing_by as closingBy',
    ])
    .where('id', '=', id)
    .executeTakeFirst();

/** Visits up to a day of which something of the class is still there. */
export async function countSealed(
  db: Readable,
  venueId: VenueId,
  dataClass: DataClass,
  through: CalendarDay,
): Promise<number> {
  const row = await db
    .selectFrom('visits')
    .select((visit) => visit.fn.countAll<number>().as('count'))
    .where('venue_id', '=', venueId)
    .where('day', '<=', through)
    .where(`${dataClass}_sealed`, 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export const findOrganisation = (
  db: Readable,
  id: OrganisationId,
): Promise<{ name: string; language: Language } | undefined> =>
  db.selectFrom('organisations').select(['name', 'language']).where('id', '=', id).executeTakeFirst();
