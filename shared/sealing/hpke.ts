import { CipherSuite, DhkemX25519HkdfSha256, ExportOnly, HkdfSha256 } from '@hpke/core';
import { type Bytes, fromBase64url, toBase64url, utf8 } from './bytes.ts';

/** HPKE (RFC 9180) in base mode, export-only: the exporter secret keys AES-256-GCM, so that one encapsulation serves much. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new ExportOnly(),
});

const infoOf = (keyId: string): ArrayBuffer => utf8(`venue-checkin/day-key/v1\n${keyId}`).buffer;

/** @returns raw X25519 keys, base64url. */
export async function generateKeyPair(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const pair = await suite.kem.generateKeyPair();
  return {
    privateKey: toBase64url(new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey))),
    publicKey: toBase64url(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))),
  };
}

/**
 * A fresh encapsulation to a day key, and the AES key it brings for `purpose`.
 *
 * @param publicKey raw X25519, base64url. @throws when it is none.
 */
export async function openSender(
  keyId: string,
  publicKey: string,
  purpose: string,
): Promise<{ readonly enc: string; readonly key: SealingCryptoKey }> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64url(publicKey).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: infoOf(keyId) });
  const secret = await sender.export(utf8(purpose).buffer, 32);
  return { enc: toBase64url(new Uint8Array(sender.enc)), key: await importKey(secret, 'encrypt') };
}

export interface HpkeRecipient {
  readonly keyId: string;
  /** The AES key of the encapsulation `enc` for `purpose`. @throws when `enc` is none. */
  deriveKey(enc: string, purpose: string): Promise<SealingCryptoKey>;
}

/** @param privateKey raw X25519, base64url. @throws when it is none. */
export async function openRecipient(keyId: string, privateKey: string): Promise<HpkeRecipient> {
  const recipientKey = await suite.kem.deserializePrivateKey(fromBase64url(privateKey).buffer);
  return {
    keyId,
    async deriveKey(enc, purpose) {
      const context = { recipientKey, enc: fromBase64url(enc).buffer, info: infoOf(keyId) };
      const recipient = await suite.createRecipientContext(context);
      return importKey(await recipient.export(utf8(purpose).buffer, 32), 'decrypt');
    },
  };
}

const importKey = (secret: ArrayBuffer, usage: 'encrypt' | 'decrypt'): Promise<SealingCryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, [usage]);

/** @param n the nonce, once only under one key. */
export function gcm(n: number, additionalData: Bytes): SealingAesGcm {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, n);
  return { name: 'AES-GCM', iv, additionalData };
}
