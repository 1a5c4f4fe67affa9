import type { DayFigures } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { type CalendarDay, dayOf, type Instant } from '#shared/domain/instant.ts';
import { endOfDay, QUARTER_MS, startOfDay, wallClockText } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';
import { countByQuarter } from './quarters.ts';
import { countInside, countSeeStaff } from './reader.ts';

export interface FiguresQuery {
  readonly venueId: VenueId;
  readonly day: CalendarDay;
  readonly now: Instant;
  readonly timeZone: string;
  readonly capacity: number | null;
}

/**
 * `inside` counts who was not seen leaving and whose visit has not ended by itself, `seeStaff` those of them who wait for the
 * staff; on a past day there is nobody.
 */
export async function readDayFigures(db: Readable, query: FiguresQuery): Promise<DayFigures> {
  const { venueId, day, now, timeZone, capacity } = query;
  const perHour = Array.from({ length: 24 }, () => 0);
  const hours = { from: startOfDay(day, timeZone), until: endOfDay(day, timeZone) };
  const quarters = await countByQuarter(db, { venueId, ...hours });
  for (const { quarter, arrived } of quarters) {
    const hour = Number(wallClockText(quarter * QUARTER_MS, timeZone).slice(11, 13));
    perHour[hour] = (perHour[hour] ?? 0) + arrived;
  }
  const isToday = day === dayOf(now, timeZone);
  return {
    day,
    arrived: quarters.reduce((sum, { arrived }) => sum + arrived, 0),
    inside: isToday ? await countInside(db, venueId, now) : 0,
    capacity,
    seeStaff: isToday ? await countSeeStaff(db, venueId, now) : 0,
    perHour,
  };
}
