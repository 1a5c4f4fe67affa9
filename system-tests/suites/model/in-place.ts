import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  verify,
  type webcrypto,
} from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type CryptoKey = webcrypto.CryptoKey;
type Data = Uint8Array<ArrayBuffer>;
interface Gcm {
  readonly name: string;
  readonly iv: Data;
  readonly additionalData: Data;
}

const GCM_TAG_BYTES = 16;

/**
 * Takes out of this process what a history waits for without anything being proved by it, and gives it back when told to:
 *
 * - the thread pool: Web Cryptography does each digest and signature on another thread, and waking one takes many times as
 *   long as the work. The same OpenSSL computes the same here and now.
 * - the disk: what a killed process leaves is what the operating system has, flushed or not. What a power cut leaves is proved
 *   by `npm run test:crash`, on the calls as they are made; SQLite's own calls are not touched here either.
 */
export function workInPlace(): () => void {
  const subtle = crypto.subtle as unknown as Record<string, unknown>;
  const inPlace = createInPlace(crypto.subtle as unknown as webcrypto.SubtleCrypto);
  const { fsyncSync } = fs;
  for (const [name, value] of Object.entries(inPlace)) {
    Object.defineProperty(subtle, name, { value, configurable: true });
  }
  fs.fsyncSync = () => undefined;
  syncBuiltinESMExports();
  return () => {
    for (const name of Object.keys(inPlace)) Reflect.deleteProperty(subtle, name);
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  };
}

/** As the ones of `crypto.subtle`: each gives a promise, and fails by it. What is not known here is left to those. */
function createInPlace(subtle: webcrypto.SubtleCrypto) {
  const { importKey, sign: signThere } = subtle;
  const known = new WeakMap<CryptoKey, KeyObject>();
  const find = (key: CryptoKey): KeyObject => {
    const found = known.get(key);
    if (!found) throw new Error(`no key for ${key.algorithm.name} was imported`);
    return found;
  };
  return {
    async importKey(...given: Parameters<typeof importKey>) {
      const key = await importKey.apply(subtle, given);
      const here = asKeyObject(given[0], given[1], key.algorithm.name);
      if (here) known.set(key, here);
      return key;
    },
    async digest(_algorithm: 'SHA-256', data: Data) {
      return asBuffer(createHash('sha256').update(data).digest());
    },
    async sign(algorithm: string, key: CryptoKey, data: Data) {
      const here = known.get(key);
      if (!here) return signThere.call(subtle, algorithm, key, data);
      if (here.type === 'secret') return asBuffer(createHmac('sha256', here).update(new Uint8Array(data)).digest());
      return asBuffer(sign(null, data, here));
    },
    async verify(_algorithm: 'Ed25519', key: CryptoKey, signature: Data, data: Data) {
      return verify(null, data, find(key), signature);
    },
    async encrypt({ iv, additionalData }: Gcm, key: CryptoKey, data: Data) {
      const cipher = createCipheriv('aes-256-gcm', find(key), iv).setAAD(additionalData);
      return asBuffer(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
    },
    async decrypt({ iv, additionalData }: Gcm, key: CryptoKey, data: Data) {
      const decipher = createDecipheriv('aes-256-gcm', find(key), iv, { authTagLength: GCM_TAG_BYTES });
      decipher.setAAD(additionalData).setAuthTag(data.subarray(-GCM_TAG_BYTES));
      return asBuffer(Buffer.concat([decipher.update(data.subarray(0, -GCM_TAG_BYTES)), decipher.final()]));
    },
  };
}

function asKeyObject(format: string, given: unknown, algorithm: string): KeyObject | null {
  if (algorithm === 'Ed25519' && format === 'pkcs8') {
    return createPrivateKey({ key: Buffer.from(given as Data), format: 'der', type: 'pkcs8' });
  }
  if (algorithm === 'Ed25519' && format === 'raw') {
    const x = Buffer.from(given as Data).toString('base64url');
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  }
  // HMAC is the key schedule of HPKE.
  return algorithm === 'HMAC' || algorithm === 'AES-GCM' ? createSecretKey(Buffer.from(given as Data)) : null;
}

const asBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
