import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** AES-256-GCM with a random nonce: `nonce ‖ ciphertext ‖ tag`. A key object, because Node takes longer to wrap raw bytes than to use them. */
export function encrypt(key: KeyObject, plaintext: Uint8Array, associatedData: string): Uint8Array {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associatedData));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @returns null when it was not made by {@link encrypt} with this key and these data. */
export function decrypt(key: KeyObject, sealed: Uint8Array, associatedData: string): Buffer | null {
  if (sealed.length < NONCE_LENGTH + TAG_LENGTH) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_LENGTH), {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(Buffer.from(associatedData)).setAuthTag(sealed.subarray(-TAG_LENGTH));
  try {
    const body = decipher.update(sealed.subarray(NONCE_LENGTH, -TAG_LENGTH));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return null;
  }
}

/** Wraps the keys of the key store under the KEK, each bound to its id. */
export interface Wrapper {
  wrap(keyId: string, key: Uint8Array): Uint8Array;
  /** @throws Error when the key store is damaged: the KEK was checked at the start. */
  unwrap(keyId: string, wrapped: Uint8Array): Buffer;
}

const labelOf = (keyId: string): string => `venue-checkin/wrapped-key/v1\n${keyId}`;

export const createWrapper = (kek: KeyObject): Wrapper => ({
  wrap: (keyId, key) => encrypt(kek, key, labelOf(keyId)),
  unwrap(keyId, wrapped) {
    const key = decrypt(kek, wrapped, labelOf(keyId));
    if (!key) throw new Error(`key ${keyId} is damaged in the key store`);
    return key;
  },
});

const CHECK = Buffer.from('venue-checkin key store');

/** Kept in the key store, so that a wrong KEK is noticed before anything is done with it. */
export const makeKekCheck = (kek: KeyObject): Uint8Array => encrypt(kek, CHECK, 'kek-check');
export const matchesKekCheck = (kek: KeyObject, check: Uint8Array): boolean =>
  decrypt(kek, check, 'kek-check')?.equals(CHECK) === true;
