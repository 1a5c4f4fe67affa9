import type { Clock } from '../config/clock.ts';

const HOUR_MS = 3_600_000;
/** A correction of the clock by more than this is no correction. */
const TRUSTED_JUMP_MS = HOUR_MS;
/** A clock that has stood where it is for so long is believed. */
const SETTLED_MS = 24 * HOUR_MS;

interface ScheduleParts {
  readonly clock: Clock;
  readonly sweep: () => Promise<unknown>;
  /** @param problem a kind of error or "clock-jumped"; nothing personal. */
  readonly onProblem: (problem: string) => void;
  /** Milliseconds that only rise, whatever is done to the clock. */
  readonly monotonic?: () => number;
}

/**
 * Sweeps at the start and then hourly, so that everything is gone within a day of its time. A clock that jumped ahead while
 * the server ran destroys nothing: what is shredded does not come back. It is believed after a day, or after a restart.
 *
 * @returns a function that ends it, resolving when no sweep is under way.
 */
export function scheduleRetention({ clock, sweep, onProblem, monotonic = () => performance.now() }: ScheduleParts) {
  const gate = createClockGate(clock, monotonic);
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    if (!gate()) {
      onProblem('clock-jumped');
      return;
    }
    try {
      await sweep();
    } catch (error) {
      onProblem(error instanceof Error ? error.name : 'unknown');
    }
  };
  const next = (): void => {
    running = running.then(run);
  };
  next();
  const timer = setInterval(next, HOUR_MS);
  timer.unref();
  return async (): Promise<void> => {
    clearInterval(timer);
    await running;
  };
}

/** Whether the clock went on as time did; asked before every sweep. */
export function createClockGate(clock: Pick<Clock, 'now'>, monotonic: () => number): () => boolean {
  let offset = clock.now() - monotonic();
  let jumpedAt: number | null = null;
  return () => {
    const now = clock.now() - monotonic();
    if (now - offset <= TRUSTED_JUMP_MS) {
      offset = Math.min(offset, now);
      jumpedAt = null;
      return true;
    }
    jumpedAt ??= monotonic();
    if (monotonic() - jumpedAt < SETTLED_MS) return false;
    offset = now;
    jumpedAt = null;
    return true;
  };
}
