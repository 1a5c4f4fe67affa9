import type { ClockEvidence } from '#shared/contract/visit-event.ts';
import { DAY_MS, type Instant, LATEST_INSTANT } from '#shared/domain/instant.ts';
import { PREFETCHED_KEY_DAYS } from '#shared/domain/retention.ts';

/** Both of the machine's clocks at one moment. */
export interface ClockPoint {
  /** The wall clock as it stands, right or wrong, ms since the Unix epoch. */
  readonly wallAt: number;
  /** Only moves forward within one boot; may stand still while the machine sleeps. */
  readonly monotonicMs: number;
}

/** What was kept from an earlier boot. */
export interface CarriedTime {
  /** Server time minus wall clock, ms. */
  readonly offsetMs: number;
  /** What the server said last: an earlier word may have been wrong, and put right since. */
  readonly attestedAt: Instant;
}

export interface ClockState {
  /** The best estimate at one point of the monotonic clock; time runs on from there by that clock alone. */
  readonly base: { readonly at: Instant; readonly monotonicMs: number };
  readonly trust: ClockEvidence['trust'];
  /** No server has ever said what time it is. */
  readonly neverAttested: boolean;
  /** The last look at the clocks: a step is a difference against it. */
  readonly seen: ClockPoint;
}

export interface ClockEstimate {
  readonly at: Instant;
  readonly offsetMs: number | null;
  readonly trust: ClockEvidence['trust'];
}

/** Beyond this the two clocks disagree by a step, not by drift: 2 s and 500 ppm, the fastest a time service slews. */
const STEP_MS = 2_000;
const SLEW = 0.0005;

/** The wall clock may run a little behind the server's last word, not further. */
const BEHIND_MS = 60_000;
/** As far as the prefetched keys reach; a kiosk that was off for longer has no evidence left. */
const AHEAD_MS = PREFETCHED_KEY_DAYS * DAY_MS;

/** At the start of a boot: the wall clock with the offset of the last boot, if that is plausible. */
export function startClock(point: ClockPoint, carried: CarriedTime | null): ClockState {
  const begin = (at: number, trust: ClockEvidence['trust']): ClockState => ({
    base: { at: Math.max(0, Math.round(at)), monotonicMs: point.monotonicMs },
    trust,
    neverAttested: carried === null,
    seen: point,
  });
  if (carried === null) return begin(point.wallAt, 'untrusted');
  const at = point.wallAt + carried.offsetMs;
  // A dead battery: it cannot be earlier than what the server said.
  if (at < carried.attestedAt - BEHIND_MS) return begin(carried.attestedAt, 'untrusted');
  return begin(at, at > carried.attestedAt + AHEAD_MS ? 'untrusted' : 'estimated');
}

/** Looks at both clocks. When the wall clock was set, or the machine slept, nothing is trusted until the server speaks again. */
export function observeClock(state: ClockState, point: ClockPoint): ClockState {
  const elapsedMs = point.monotonicMs - state.seen.monotonicMs;
  const stepMs = point.wallAt - state.seen.wallAt - elapsedMs;
  if (Math.abs(stepMs) <= STEP_MS + elapsedMs * SLEW) return { ...state, seen: point };
  // Forward is most likely a sleep, in which the monotonic clock stood still; backward can only be a clock that was set.
  const at = stepMs > 0 ? Math.round(state.base.at + stepMs) : state.base.at;
  return { ...state, base: { ...state.base, at }, trust: 'untrusted', seen: point };
}

/** @param serverAt the server's time at this very point: its signed word plus half the round trip (SYNC-SPEC T1). */
export function attestClock(point: ClockPoint, serverAt: Instant): ClockState {
  return {
    base: { at: Math.round(serverAt), monotonicMs: point.monotonicMs },
    trust: 'attested',
    neverAttested: false,
    seen: point,
  };
}

/** @param point not before the last one observed. */
export function estimateTime(state: ClockState, point: ClockPoint): ClockEstimate {
  const now = Math.round(state.base.at + point.monotonicMs - state.base.monotonicMs);
  // A clock beyond every calendar must not stop the door.
  const at = Math.min(Math.max(now, 0), LATEST_INSTANT);
  return { at, offsetMs: state.neverAttested ? null : at - Math.round(point.wallAt), trust: state.trust };
}
