import type { Instant } from '#shared/domain/instant.ts';
import { wallClockText, zoneOffsetMs } from '#shared/domain/zoned-time.ts';

/** What an input of date and time holds: `2026-11-22T09:30` on the wall clock of the deployment's zone. */
export const toInput = (at: Instant | null): string =>
  at === null ? '' : wallClockText(at).slice(0, 16).replace(' ', 'T');

/** null: empty, or no time that there is. */
export function fromInput(text: string): Instant | null {
  const asUtc = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) || Number.isNaN(asUtc)) return null;
  return asUtc - zoneOffsetMs(asUtc - zoneOffsetMs(asUtc));
}

export type NoticeState = 'now' | 'later' | 'over' | 'withdrawn';

export function stateOf(
  notice: { readonly startsAt: Instant; readonly endsAt: Instant | null; readonly withdrawnAt: Instant | null },
  now: Instant,
): NoticeState {
  if (notice.withdrawnAt !== null) return 'withdrawn';
  if (notice.endsAt !== null && notice.endsAt <= now) return 'over';
  return notice.startsAt > now ? 'later' : 'now';
}
