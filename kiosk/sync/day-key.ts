import type { DayKeys } from '#kiosk/core/sync-store.ts';
import type { DayKey } from '#shared/contract/kiosk-sync.ts';
import type { ClockEvidence } from '#shared/contract/visit-event.ts';
import { type CalendarDay, dayOf, type Instant } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';

/** The later of what a server last attested and the best estimate: a clock that lags cannot bring back a day that is over (E7). */
export function sealingDay(at: Instant, attestedAt: Instant | null, timeZone: string): CalendarDay {
  return dayOf(Math.max(at, attestedAt ?? 0), timeZone);
}

/** SYNC-SPEC E7. @returns null when there is neither a key of the day nor a fallback key. */
export function chooseDayKey(
  { keys }: DayKeys,
  dataClass: DataClass,
  day: CalendarDay,
  trust: ClockEvidence['trust'],
): DayKey | null {
  const ofClass = keys.filter((key) => key.class === dataClass);
  const ofDay = trust === 'untrusted' ? undefined : ofClass.find((key) => key.day === day);
  return ofDay ?? ofClass.find((key) => key.day === null) ?? null;
}
