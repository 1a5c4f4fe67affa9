import { fromBase64url, sha256, toBase64url } from './bytes.ts';

const BYTES = 16;
/** Of its base64url. */
export const KEY_FINGERPRINT_LENGTH = 22;

/**
 * What a code names a key by: the first 16 bytes of its SHA-256, base64url. Another key with the same one is as hard to find
 * as the key itself (2^128).
 *
 * @param publicKey Ed25519, base64url. @throws Error when it is not canonical base64url.
 */
export async function fingerprintOfKey(publicKey: string): Promise<string> {
  return toBase64url((await sha256(fromBase64url(publicKey))).slice(0, BYTES));
}
