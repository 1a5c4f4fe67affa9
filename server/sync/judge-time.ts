import type { VisitEvent } from '#shared/contract/visit-event.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { PREFETCHED_KEY_DAYS } from '#shared/domain/retention.ts';

/** What the server adds to an event's own flags. */
export type ServerFlag = 'clock-ahead' | 'clock-behind' | 'content-expired' | 'pass-unknown';

const TOLERATED_AHEAD_MS = 5 * 60_000;
/** As long as a kiosk can be without a network and still have keys of its own day; older can only be a wrong clock. */
const OLDEST_MS = PREFETCHED_KEY_DAYS * DAY_MS;

export interface JudgedTime {
  readonly at: Instant;
  readonly flag: ServerFlag | null;
}

/**
 * When an event happened, as far as the server believes it: nothing happens after it was received, and an untrusted clock
 * cannot put it before the kiosk was paired. What cannot be believed counts from its receipt, flagged (SYNC-SPEC T2).
 */
export function judgeTime(
  { at, clock }: Pick<VisitEvent, 'at' | 'clock'>,
  receivedAt: Instant,
  pairedAt: Instant,
): JudgedTime {
  if (at > receivedAt + TOLERATED_AHEAD_MS) return { at: receivedAt, flag: 'clock-ahead' };
  const beforePairing = clock.trust === 'untrusted' && at < pairedAt - DAY_MS;
  if (beforePairing || at < receivedAt - OLDEST_MS) return { at: receivedAt, flag: 'clock-behind' };
  return { at: Math.min(at, receivedAt), flag: null };
}
