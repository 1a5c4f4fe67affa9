import {
  attestClock,
  type CarriedTime,
  type ClockPoint,
  type ClockState,
  estimateTime,
  observeClock,
  startClock,
} from '#kiosk/core/clock-trust.ts';
import type { Clock } from '#kiosk/core/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { randomBytes } from '#shared/sealing/bytes.ts';

export interface KioskClock extends Clock {
  /** @param serverTime the server's signed word. @param roundTripMs of the request that brought it just now. */
  attest(serverTime: Instant, roundTripMs: number): void;
}

/** The machine's clocks, judged. A boot is one run of this program: its monotonic clock means nothing to the next. */
export function createKioskClock(
  carried: CarriedTime | null,
  read: () => ClockPoint = () => ({ wallAt: Date.now(), monotonicMs: performance.now() }),
): KioskClock {
  const bootId = Buffer.from(randomBytes(16)).toString('hex');
  let state: ClockState = startClock(read(), carried);
  return {
    estimate() {
      const point = read();
      state = observeClock(state, point);
      const { at, offsetMs, trust } = estimateTime(state, point);
      return { at, evidence: { wallAt: point.wallAt, monotonicMs: point.monotonicMs, bootId, offsetMs, trust } };
    },
    attest(serverTime, roundTripMs) {
      state = attestClock(read(), serverTime + roundTripMs / 2);
    },
  };
}
