import { createHash, randomBytes } from 'node:crypto';

/** Known by scanners for leaked secrets, and by people, as what it is. */
export const TOKEN_PREFIX = 'vci_';

/** 256 random bits. */
export const mintToken = (): string => `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;

/** What is kept of it: nobody guesses 256 bits, so a plain hash is enough. */
export const hashToken = (token: string): Uint8Array =>
  createHash('sha256').update(`venue-checkin/api-token\n${token}`).digest();
