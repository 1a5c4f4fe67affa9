import type { GrayImage } from './gray-image.ts';
import { type Look, ROUND_OF_LOOKS } from './looks.ts';
import { monotonicNow } from './monotonic-now.ts';
import type { DecodedCode, QrDecoder } from './qr-decoder.ts';

export interface FrameDecoderOptions {
  /** Looks at every frame. */
  readonly first: QrDecoder;
  /** Has a look now and then while the first reads nothing. */
  readonly second?: QrDecoder | undefined;
  /** What one look may usually cost, so that the next frame is not stale; costlier ones are left out. Default 50. */
  readonly budgetMs?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

export interface FrameDecoder {
  /** Looks at one frame of a live picture. Remembers the frames before it: one instance per camera. */
  decodeFrame(frame: GrayImage): DecodedCode | null;
}

const DEFAULT_BUDGET_MS = 50;
const SECOND_AFTER_MS = 300;
/** The second decoder takes at most this share of the time, however slow it is on what stands before the camera. */
const SECOND_SHARE = 0.05;
/** A look over budget is tried again after some 30 rounds: the machine may have been busy with something else. */
const COST_DECAY = 0.98;

/**
 * Reads codes from a live picture: a different look at each frame, retries for small, dense or blurred codes spread over
 * the frames, and after 300 ms without a read sometimes another decoder.
 */
export function createFrameDecoder(options: FrameDecoderOptions): FrameDecoder {
  const { first, second, budgetMs = DEFAULT_BUDGET_MS, now = monotonicNow } = options;
  const looks = new LookSchedule(budgetMs);
  let lastReadAt = now();
  let secondAllowedAt = lastReadAt;

  const readWithSecond = (frame: GrayImage): DecodedCode | null => {
    const start = now();
    if (!second || start - lastReadAt <= SECOND_AFTER_MS || start < secondAllowedAt) return null;
    const code = second.decode(frame);
    const end = now();
    secondAllowedAt = end + (end - start) / SECOND_SHARE;
    return code;
  };

  const decodeFrame = (frame: GrayImage): DecodedCode | null => {
    const start = now();
    const { look, charge } = looks.next();
    const readByFirst = first.decode(look(frame));
    charge(now() - start);
    const code = readByFirst ?? readWithSecond(frame);
    if (code) lastReadAt = now();
    return code;
  };
  return { decodeFrame };
}

/** A still picture gets every look of a live one, then the second decoder: nothing else will come. */
export function decodeStill(image: GrayImage, first: QrDecoder, second?: QrDecoder): DecodedCode | null {
  for (const look of new Set(ROUND_OF_LOOKS)) {
    const code = first.decode(look(image));
    if (code) return code;
  }
  return second?.decode(image) ?? null;
}

/** Whose turn it is, by what each look has cost so far on this machine. */
class LookSchedule {
  readonly #budgetMs: number;
  readonly #costs = new Map<Look, number>();
  #turn = 0;

  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs;
  }

  next(): { readonly look: Look; readonly charge: (ms: number) => void } {
    const due = ROUND_OF_LOOKS[this.#turn % ROUND_OF_LOOKS.length] ?? ROUND_OF_LOOKS[0];
    this.#turn += 1;
    const cost = this.#costs.get(due) ?? 0;
    const isAffordable = cost <= this.#budgetMs;
    if (!isAffordable) this.#costs.set(due, cost * COST_DECAY);
    const look = isAffordable ? due : ROUND_OF_LOOKS[0];
    return { look, charge: (ms) => this.#charge(look, ms) };
  }

  #charge(look: Look, ms: number): void {
    const before = this.#costs.get(look) ?? ms;
    this.#costs.set(look, 0.8 * before + 0.2 * ms);
  }
}
