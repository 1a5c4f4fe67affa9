import type { ExchangeReport, KeptDownLink, KioskStore } from '#kiosk/core/ports.ts';
import { HEARTBEAT_MS } from '#kiosk/sync/plan.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { earliestInside } from '#shared/domain/visit-end.ts';
import { describeError } from './describe-error.ts';
import { log } from './log.ts';

/** What the server said of the whole venue is believed no longer than this. */
const TRUSTED_MS = 2 * HEARTBEAT_MS;

/** People inside the whole venue: the server's number and what waits here. Looked up when one of them changes, not for every look. */
export class VenueCount {
  readonly #store: Pick<KioskStore, 'countWaitingInside'>;
  #told: { readonly inside: number; readonly nowMs: number } | null = null;
  #waiting = 0;

  constructor(store: Pick<KioskStore, 'countWaitingInside'>) {
    this.#store = store;
  }

  onExchange({ online, venueInside }: ExchangeReport): void {
    this.#told = online && venueInside !== null ? { inside: venueInside, nowMs: performance.now() } : null;
    this.onCommit();
  }

  /** The queue is asked only while the answer matters: offline it may be long. */
  onCommit(): void {
    if (!this.#told) return;
    try {
      this.#waiting = this.#store.countWaitingInside();
    } catch (error) {
      log('error', `people inside could not be counted: ${describeError(error)}`);
      this.#told = null;
    }
  }

  /** null: not known, or not any more. */
  get inside(): number | null {
    if (!this.#told || performance.now() - this.#told.nowMs > TRUSTED_MS) return null;
    return Math.max(0, this.#told.inside + this.#waiting);
  }
}

/** Arrivals from then on can still be inside: the others' visits ended by themselves. */
export const earliestStillInside = (now: Instant, { settings }: KeptDownLink): Instant => earliestInside(now, settings);
