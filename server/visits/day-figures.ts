import type { DayFigures } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { type CalendarDay, dayOf, type Instant } from '#shared/domain/instant.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';
import { countArrivalsByQuarter, countInside, countSeeStaff, findMaxStay } from './reader.ts';

const QUARTER_MS = 900_000;

export interface FiguresQuery {
  readonly venueId: VenueId;
  readonly day: CalendarDay;
  readonly now: Instant;
  readonly timeZone: string;
}

/** `inside` counts who came within the venue's longest stay and was not seen leaving; on a past day nobody is inside. */
export async function readDayFigures(db: Readable, { venueId, day, now, timeZone }: FiguresQuery): Promise<DayFigures> {
  const perHour = Array.from({ length: 24 }, () => 0);
  const quarters = await countArrivalsByQuarter(db, venueId, day);
  for (const { quarter, arrived } of quarters) {
    const hour = Number(wallClockText(quarter * QUARTER_MS, timeZone).slice(11, 13));
    perHour[hour] = (perHour[hour] ?? 0) + arrived;
  }
  const isToday = day === dayOf(now, timeZone);
  const maxStay = (await findMaxStay(db, venueId)) ?? 0;
  return {
    day,
    arrived: quarters.reduce((sum, { arrived }) => sum + arrived, 0),
    inside: isToday ? await countInside(db, venueId, now - maxStay) : 0,
    seeStaff: await countSeeStaff(db, venueId, day),
    perHour,
  };
}
