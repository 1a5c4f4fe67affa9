import type { KioskId } from '#shared/domain/ids.ts';

export interface IngestGate {
  /**
   * @param rows records it brings.
   * @returns how to say that it is done, or how long to wait.
   */
  enter(kioskId: KioskId, rows: number): (() => void) | IngestRefusal;
}

export interface IngestRefusal {
  /** `full`: too much is under way for everybody. `too-often`: this kiosk alone. */
  readonly why: 'full' | 'too-often';
  readonly retryAfterMs: number;
}

interface GateLimits {
  /** Records under way at once: what is examined and waits for its commit is held in memory. */
  readonly rows: number;
  readonly requests: number;
  /** A kiosk's requests per second in the long run, and how many it may have saved up. */
  readonly perSecond: number;
  readonly burst: number;
}

/** Twenty transactions' worth: about a second of work. */
export const GATE_LIMITS: GateLimits = { rows: 20_000, requests: 256, perSecond: 20, burst: 1_200 };

const MIN_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10_000;
/** What the slowest machine we ship on gets through. */
const ROWS_PER_MS = 5;
const REMEMBERED_KIOSKS = 20_000;

/**
 * Turns away before memory fills (SYNC-SPEC S18). A kiosk's own rate counts only what its own key signed, so that nobody
 * else can use it up, and it fills again all the time: who waits as told is always let in.
 *
 * @param factor multiplies the rate; more than 1 for load tests only.
 */
export function createIngestGate(monotonic: () => number, factor = 1, limits: GateLimits = GATE_LIMITS): IngestGate {
  const buckets = new Map<KioskId, { tokens: number; at: number }>();
  let [rowsInside, requestsInside] = [0, 0];

  function takeToken(kioskId: KioskId): number {
    const now = monotonic();
    const burst = limits.burst * factor;
    if (buckets.size >= REMEMBERED_KIOSKS && !buckets.has(kioskId)) buckets.clear();
    const bucket = buckets.get(kioskId) ?? { tokens: burst, at: now };
    const perMs = (limits.perSecond * factor) / 1_000;
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    buckets.set(kioskId, bucket);
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perMs;
    bucket.tokens -= 1;
    return 0;
  }

  return {
    enter(kioskId, rows) {
      const isFull = requestsInside >= limits.requests || (requestsInside > 0 && rowsInside + rows > limits.rows);
      if (isFull) {
        const retryAfterMs = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, rowsInside / ROWS_PER_MS));
        return { why: 'full', retryAfterMs };
      }
      const waitMs = takeToken(kioskId);
      if (waitMs > 0) return { why: 'too-often', retryAfterMs: Math.max(MIN_WAIT_MS, waitMs) };
      rowsInside += rows;
      requestsInside += 1;
      return () => {
        rowsInside -= rows;
        requestsInside -= 1;
      };
    },
  };
}
