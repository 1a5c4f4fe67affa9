import type { Instant } from '#shared/domain/instant.ts';

const MAX_DELAY_MS = 15 * 60_000;
const FIRST_DELAY_MS = 5_000;
const REMEMBERED = 20_000;

interface Failures {
  readonly count: number;
  readonly lastAt: Instant;
}

/**
 * Slows guessing down and locks nobody out: from the fifth failure in a row on, the next try must wait 5 s, 10 s, 20 s …
 * and never more than 15 minutes. An address that does not exist is treated alike.
 */
export interface SignInThrottle {
  /** Milliseconds until the next try is looked at; 0 at once. */
  waitMs(key: string, now: Instant): number;
  recordFailure(key: string, now: Instant): void;
  recordSuccess(key: string): void;
}

export function createSignInThrottle(freeTries = 5): SignInThrottle {
  const failures = new Map<string, Failures>();

  function current(key: string, now: Instant): Failures | undefined {
    const known = failures.get(key);
    // As long as the longest delay after the last failure: then it starts anew. So it does when the clock was put back.
    return known && now >= known.lastAt && now - known.lastAt < 2 * MAX_DELAY_MS ? known : undefined;
  }

  return {
    waitMs(key, now) {
      const known = current(key, now);
      if (!known || known.count < freeTries) return 0;
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (known.count - freeTries), MAX_DELAY_MS);
      return Math.max(0, known.lastAt + delay - now);
    },
    recordFailure(key, now) {
      const count = (current(key, now)?.count ?? 0) + 1;
      failures.delete(key);
      const [oldest] = failures.keys();
      if (oldest !== undefined && failures.size >= REMEMBERED) failures.delete(oldest);
      failures.set(key, { count, lastAt: now });
    },
    recordSuccess(key) {
      failures.delete(key);
    },
  };
}
