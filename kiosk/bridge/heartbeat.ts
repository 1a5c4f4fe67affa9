const TICK_MS = 200;
/** What waits for its disk cannot be hurried: a killed one would only wait again. */
const DISK_PATIENCE_MS = 10_000;

const FORGET_MS = 60_000;
const MAX_DOUBLINGS = 3;

/**
 * How long something may be silent. What was called dead three times within a minute may only be slow, on a machine that is:
 * it gets twice the time then, and twice that again.
 */
export class Patience {
  readonly #usualMs: number;
  #losses = 0;

  constructor(usualMs: number) {
    this.#usualMs = usualMs;
  }

  get ms(): number {
    return this.#usualMs * 2 ** Math.min(Math.max(this.#losses - 1, 0), MAX_DOUBLINGS);
  }

  /** It was called dead. */
  lose(): void {
    this.#losses += 1;
    setTimeout(() => (this.#losses -= 1), FORGET_MS);
  }
}

export interface Pulse {
  /** Asks for a sign of life; a promise that is rejected is none. */
  ping(): Promise<unknown>;
  /** How long without a sign until it counts as hung, now. */
  patienceMs(): number;
  isWaitingForDisk?(): boolean;
  /** Called once; nothing is asked any more after that. */
  onSilence(): void;
}

/**
 * Asks again and again whether something lives. Time is counted in our own ticks, not by a clock: where the whole machine is
 * slow or was asleep, our ticks were too, and nobody is called dead for it.
 *
 * @returns a function that ends it.
 */
export function watchPulse(pulse: Pulse): () => void {
  let silentMs = 0;
  let isAsking = false;
  const ask = async (): Promise<void> => {
    isAsking = true;
    try {
      await pulse.ping();
      silentMs = 0;
    } catch {
      // The silence goes on.
    } finally {
      isAsking = false;
    }
  };
  const tick = (): void => {
    silentMs += TICK_MS;
    if (silentMs > pulse.patienceMs() && !(silentMs <= DISK_PATIENCE_MS && pulse.isWaitingForDisk?.())) {
      pulse.onSilence();
      return;
    }
    if (!isAsking) void ask();
    timer = setTimeout(tick, TICK_MS);
  };
  let timer = setTimeout(tick, 0);
  return () => clearTimeout(timer);
}
