/** The furthest a timer of Node can be set; one beyond it would fire at once. */
const FURTHEST_MS = 2 ** 31 - 1;

/** One timer for the next moment that matters; one that is too early just looks again, so that scans need not touch it. */
export class WakeTimer {
  readonly #onWake: () => void;
  #armed: { readonly handle: NodeJS.Timeout; readonly dueMs: number } | null = null;

  constructor(onWake: () => void) {
    this.#onWake = onWake;
  }

  /** @param dueMs by `performance.now()`; null: nothing is due. */
  arm(dueMs: number | null): void {
    if (dueMs === null || (this.#armed && this.#armed.dueMs <= dueMs)) return;
    this.stop();
    const handle = setTimeout(
      () => {
        this.#armed = null;
        this.#onWake();
      },
      Math.min(FURTHEST_MS, Math.max(1, Math.ceil(dueMs - performance.now()))),
    );
    this.#armed = { handle, dueMs };
  }

  stop(): void {
    if (this.#armed) clearTimeout(this.#armed.handle);
    this.#armed = null;
  }
}
