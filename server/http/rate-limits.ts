import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './network.ts';

/** Requests per minute and network address. A whole venue's phones and kiosks may share one address, so only guesses are few. */
const PER_MINUTE = {
  read: 1_200,
  write: 300,
  /** Passwords, registrations. */
  credentials: 30,
  /** A pairing code has 40 bits and lives 10 minutes: nobody guesses one at this pace. */
  pairing: 120,
  'visitor-read': 1_200,
  'visitor-write': 600,
  kiosk: 60_000,
  /** Signed requests that did not verify. */
  'kiosk-failure': 120,
  file: 60,
  /** Other programs, by token. */
  api: 300,
  /** Names in full, one by one: whoever needs many exports them, with a reason. */
  reveal: 60,
} as const;

export type RateClass = keyof typeof PER_MINUTE;

export interface RateLimits {
  /** Counts one request. @returns null when it may go on, else how long to wait. */
  consume(rate: RateClass, ip: string): Promise<{ readonly retryAfterMs: number } | null>;
}

/** @param factor multiplies every limit; more than 1 for load tests only. */
export function createRateLimits(factor: number): RateLimits {
  const limiters = new Map(
    Object.entries(PER_MINUTE).map(([rate, points]) => [
      rate,
      new RateLimiterMemory({ keyPrefix: rate, points: Math.ceil(points * factor), duration: 60 }),
    ]),
  );
  return {
    async consume(rate, ip) {
      try {
        await limiters.get(rate)?.consume(networkOf(ip, 'limit'));
        return null;
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return { retryAfterMs: rejection.msBeforeNext };
        throw rejection;
      }
    },
  };
}
