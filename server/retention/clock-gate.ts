import { DAY_MS, HOUR_MS, type Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { ClockEvidenceStore } from '../keys/service.ts';

/** A correction of the clock by more than this is no correction. */
const TRUSTED_JUMP_MS = HOUR_MS;
/** A clock under which servers ran for so long is believed. */
const SETTLED_MS = 24 * HOUR_MS;
/** No server runs for longer than this, and the next one still goes on with the same clock. */
const LONGEST_PAUSE_MS = 8 * DAY_MS;

/** `believed`: what is over by this clock may go. `doubted`: it claims more than is known. `unproven`: nothing is known yet. */
export type ClockStanding = 'believed' | 'doubted' | 'unproven';

/** A time, and how long servers have run under the clock that says it; `since` is null for those of before this one. */
interface Doubt {
  readonly at: Instant;
  readonly since: number | null;
  readonly runMs: number;
}

/**
 * Whether what is over by this clock may be destroyed, for shredded keys do not come back. Known is the time that was
 * believed last, by this server or by those that ran on the same keys before, and what has passed since by a counter that
 * nobody sets. A clock that says no more than that is believed.
 *
 * One that is further ahead, because it jumped or because no server ran for a while, is believed after a quarter of the time
 * that nobody saw pass, a day at the most, counted while servers run under it: long enough for the network or a person to put
 * it right, short enough where the machine is off every night. Where nothing is known it takes the day; nothing is that old.
 *
 * One that went back destroys nothing that is not over, so it may; what is known gives way to it after a day.
 */
export function createClockGate(
  clock: Pick<Clock, 'now'>,
  evidence: ClockEvidenceStore,
  monotonic: () => number,
): () => ClockStanding {
  const kept = evidence.readClockEvidence();
  let known = kept && kept.believedAt !== null ? { at: kept.believedAt, since: monotonic() } : null;
  let doubt: Doubt | null =
    kept && kept.doubtedAt !== null ? { at: kept.doubtedAt, since: null, runMs: kept.doubtedRunMs } : null;

  function judge(now: Instant, counter: number): ClockStanding {
    const ahead = known && now - (known.at + counter - known.since);
    if (ahead !== null && Math.abs(ahead) <= TRUSTED_JUMP_MS) {
      // Corrections ahead do not add up: many small ones would be a jump too.
      if (ahead < 0) known = { at: now, since: counter };
      doubt = null;
      return 'believed';
    }
    doubt = goOn(doubt, now, counter);
    const waitMs = ahead !== null && ahead > 0 ? Math.min(SETTLED_MS, ahead / 4) : SETTLED_MS;
    if (doubt.runMs >= waitMs) {
      known = { at: now, since: counter };
      doubt = null;
      return 'believed';
    }
    if (ahead === null) return 'unproven';
    return ahead < 0 ? 'believed' : 'doubted';
  }

  return () => {
    const [now, counter] = [clock.now(), monotonic()];
    const standing = judge(now, counter);
    evidence.saveClockEvidence({
      believedAt: known && Math.round(known.at + counter - known.since),
      doubtedAt: doubt && doubt.at,
      doubtedRunMs: doubt?.runMs ?? 0,
    });
    return standing;
  };
}

/** Counts on while the clock goes as time does; any other clock begins anew. */
function goOn(doubt: Doubt | null, now: Instant, counter: number): Doubt {
  const anew = { at: now, since: counter, runMs: 0 };
  if (!doubt) return anew;
  if (doubt.since === null) {
    const pause = now - doubt.at;
    return pause >= -TRUSTED_JUMP_MS && pause <= LONGEST_PAUSE_MS ? { ...anew, runMs: doubt.runMs } : anew;
  }
  const passed = counter - doubt.since;
  const isSame = Math.abs(now - doubt.at - passed) <= TRUSTED_JUMP_MS;
  return isSame ? { ...anew, runMs: doubt.runMs + passed } : anew;
}
