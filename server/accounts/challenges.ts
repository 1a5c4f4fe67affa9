import { randomBytes } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';

const VALID_MS = 5 * 60_000;
/** Beyond this many the oldest are forgotten: whoever asks for them without end harms nobody's memory. */
const REMEMBERED = 10_000;

/** Random values that an authenticator signs; each counts once, for what it was made for. A restart forgets them: one asks anew. */
export interface Challenges {
  /** @param purpose what it is for, and whom. @returns base64url. */
  mint(purpose: string, now: Instant): string;
  /** Uses it up. @returns whether it was made for this, lately. */
  take(challenge: string, purpose: string, now: Instant): boolean;
}

export function createChallenges(): Challenges {
  const open = new Map<string, { readonly purpose: string; readonly expiresAt: Instant }>();
  return {
    mint(purpose, now) {
      const [oldest] = open.keys();
      if (oldest !== undefined && open.size >= REMEMBERED) open.delete(oldest);
      const challenge = randomBytes(32).toString('base64url');
      open.set(challenge, { purpose, expiresAt: now + VALID_MS });
      return challenge;
    },
    take(challenge, purpose, now) {
      const known = open.get(challenge);
      open.delete(challenge);
      return known !== undefined && known.purpose === purpose && now < known.expiresAt;
    },
  };
}
