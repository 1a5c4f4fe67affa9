import { createHash, createHmac } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/**
 * 10 characters of Crockford's base32, 50 bits. Derived, not drawn: a phone that asks again after a lost answer gets the
 * same code, and only for the same words, since the key is the server's own.
 *
 * @param key secret, 16 bytes or more.
 */
export function deriveReceiptCode(key: Uint8Array, content: string): string {
  const digest = createHmac('sha256', key).update(`venue-checkin/receipt\n${content}`).digest();
  return Array.from(digest.subarray(0, LENGTH), (byte) => CROCKFORD.charAt(byte & 31)).join('');
}

/** What is kept of it. */
export const hashReceiptCode = (code: string): Uint8Array =>
  createHash('sha256').update(`venue-checkin/receipt-code\n${code}`).digest();
