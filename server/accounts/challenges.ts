import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';

const VALID_MS = 5 * 60_000;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 8;
/** Only what an authenticator answered takes up room; beyond this many the oldest are forgotten. */
const REMEMBERED = 10_000;

/**
 * Random values that an authenticator signs; each counts once, for what it was made for. They are not remembered until they
 * come back, or whoever asks for them without end would make this forget everybody else's. A restart ends them: one asks anew.
 */
export interface Challenges {
  /** @param purpose what it is for, and whom. @returns base64url. */
  mint(purpose: string, now: Instant): string;
  /** Uses it up. @returns whether it was made for this, lately. */
  take(challenge: string, purpose: string, now: Instant): boolean;
}

export function createChallenges(): Challenges {
  const key = randomBytes(32);
  const taken = new Map<string, Instant>();
  const seal = (head: Uint8Array, purpose: string): Buffer =>
    createHmac('sha256', key).update(head).update(purpose).digest();

  function remember(challenge: string, expiresAt: Instant, now: Instant): void {
    for (const [old, endedAt] of taken) {
      if (endedAt > now && taken.size < REMEMBERED) break;
      taken.delete(old);
    }
    taken.set(challenge, expiresAt);
  }

  return {
    mint(purpose, now) {
      const head = Buffer.alloc(HEAD_BYTES);
      head.set(randomBytes(RANDOM_BYTES));
      head.writeBigInt64BE(BigInt(now + VALID_MS), RANDOM_BYTES);
      return Buffer.concat([head, seal(head, purpose)]).toString('base64url');
    },
    take(challenge, purpose, now) {
      const bytes = Buffer.from(challenge, 'base64url');
      const head = bytes.subarray(0, HEAD_BYTES);
      const genuine = seal(head, purpose);
      if (bytes.length !== HEAD_BYTES + genuine.length) return false;
      // One value has one spelling, or it would count once for each.
      if (bytes.toString('base64url') !== challenge || taken.has(challenge)) return false;
      if (!timingSafeEqual(bytes.subarray(HEAD_BYTES), genuine)) return false;
      const expiresAt = Number(head.readBigInt64BE(RANDOM_BYTES));
      remember(challenge, expiresAt, now);
      return now < expiresAt && now >= expiresAt - VALID_MS;
    },
  };
}
