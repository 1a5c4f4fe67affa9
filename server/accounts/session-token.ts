import { createHash, randomBytes } from 'node:crypto';

/** The person was away: after this without a request a session ends. */
export const SESSION_IDLE_MS = 30 * 60_000;
/** And in any case after this. */
export const SESSION_MAX_MS = 12 * 3_600_000;

export interface SessionToken {
  /** 256 random bits, base64url; for the cookie only. */
  readonly token: string;
  /** What is kept: a copy of the database opens no session. */
  readonly tokenHash: Uint8Array;
}

const hash = (token: string): Uint8Array => createHash('sha256').update(token).digest();

export function mintSessionToken(): SessionToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hash(token) };
}

/** SHA-256, or null for text that no token looks like. */
export const hashSessionToken = (token: string): Uint8Array | null =>
  /^[A-Za-z0-9_-]{43}$/.test(token) ? hash(token) : null;
