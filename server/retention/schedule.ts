import { HOUR_MS } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { ClockEvidenceStore } from '../keys/service.ts';
import { createClockGate } from './clock-gate.ts';

interface ScheduleParts {
  readonly clock: Clock;
  readonly evidence: ClockEvidenceStore;
  readonly sweep: () => Promise<unknown>;
  /** @param problem a kind of error or "clock-doubted"; nothing personal. */
  readonly onProblem: (problem: string) => void;
  /** Milliseconds that only rise, whatever is done to the clock. */
  readonly monotonic?: () => number;
}

/**
 * Sweeps at the start and then hourly, so that everything is gone within a day of its time, but never by a clock that is not
 * believed: what is shredded does not come back.
 *
 * @returns a function that ends it, resolving when no sweep is under way.
 */
export function scheduleRetention(parts: ScheduleParts): () => Promise<void> {
  const { clock, evidence, sweep, onProblem, monotonic = () => performance.now() } = parts;
  const judgeClock = createClockGate(clock, evidence, monotonic);
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      const standing = judgeClock();
      if (standing === 'believed') await sweep();
      if (standing === 'doubted') onProblem('clock-doubted');
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
  let ending: Promise<void> | null = null;
  return () => {
    clearInterval(timer);
    // For the next start: until now the time was seen to pass.
    ending ??= running.then(() => void judgeClock());
    return ending;
  };
}
