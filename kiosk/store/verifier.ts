import { StorageFailure } from '#kiosk/core/ports.ts';
import type { OutsideCheck } from './outside-check.ts';
import { attempt } from './salvage.ts';

export interface VerifierParts {
  readonly open: () => OutsideCheck;
  /** All of it was looked at, and is what was written. */
  readonly onVerified: () => void;
  readonly onDamaged: () => void;
}

const FIRST_MS = 1_000;
const SLICE_ROWS = 100;
/** Between two slices the kiosk serves its visitors. */
const PAUSE_MS = 10;
const ALL_EVERY_MS = 3_600_000;
const NEWEST_EVERY_MS = 60_000;
/** More than the log holds between two checkpoints: they copy what is in it, whole or not, over what was whole. */
const NEWEST_ROWS = 1_000;

/** Looks at every row now and then, for damage that nothing asks for is found by nobody; at the newest ones more often. */
export class Verifier {
  readonly #parts: VerifierParts;
  /** By the wall clock: a machine that slept has not looked, and one look too many after a clock was put right harms nobody. */
  #allAt = Number.NEGATIVE_INFINITY;
  #newestAt = Date.now();
  #check: OutsideCheck | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: VerifierParts) {
    this.#parts = parts;
    this.begin();
  }

  /** Another file is in use, or the disk has failed. */
  begin(): void {
    this.stop();
    this.#later(() => this.#all(), FIRST_MS);
  }

  /** To be called now and then: begins what is due. */
  look(): void {
    if (this.#timer) return;
    if (isDue(this.#allAt, ALL_EVERY_MS)) this.#all();
    else if (isDue(this.#newestAt, NEWEST_EVERY_MS)) this.#newest();
  }

  /** Gives the file free; what was due is looked at the next time. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const check = this.#check;
    this.#check = null;
    attempt(() => check?.close());
  }

  #all(): void {
    this.#allAt = Date.now();
    this.#walk((check) => {
      check.verifyRest();
      return 0;
    }, this.#parts.onVerified);
  }

  #newest(): void {
    this.#walk((check) => Math.max(0, check.findLast() - NEWEST_ROWS));
  }

  #walk(begin: (check: OutsideCheck) => number, onEnd?: () => void): void {
    this.#newestAt = Date.now();
    this.#carefully(() => {
      this.#check = this.#parts.open();
      this.#walkOn(this.#check, begin(this.#check), onEnd);
    });
  }

  #walkOn(check: OutsideCheck, seq: number, onEnd?: () => void): void {
    const last = check.verifyAbove(seq, SLICE_ROWS);
    if (last !== null) return this.#later(() => this.#carefully(() => this.#walkOn(check, last, onEnd)), PAUSE_MS);
    this.stop();
    onEnd?.();
  }

  /** What cannot be read is tried again soon; whoever needs it learns of it at once. */
  #carefully(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.stop();
      if (!(error instanceof StorageFailure)) throw error;
      if (error.reason === 'damaged') this.#parts.onDamaged();
      else this.#allAt = Date.now() - ALL_EVERY_MS + NEWEST_EVERY_MS;
    }
  }

  #later(look: () => void, afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      look();
    }, afterMs).unref();
  }
}

const isDue = (lastAt: number, everyMs: number): boolean => Math.abs(Date.now() - lastAt) >= everyMs;
