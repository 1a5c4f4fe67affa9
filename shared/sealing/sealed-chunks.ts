import { type Bytes, sha256, toBase64url, utf8 } from './bytes.ts';
import { gcm, type HpkeRecipient, openSender } from './hpke.ts';

const FILE_KEY = 'venue-checkin/file-key/v1';

/** Seals a file piece by piece to a day key: no piece opens in another file, in another place, or as the end when it is not. */
export interface ChunkSealer {
  /** The encapsulation; belongs in the file's header. */
  readonly enc: string;
  /** @param header of the file, the same bytes for every chunk. */
  seal(chunk: Bytes, header: Bytes, isLast: boolean): Promise<Bytes>;
}

/** @param publicKey raw X25519, base64url. @throws when it is none. */
export async function createChunkSealer(keyId: string, publicKey: string): Promise<ChunkSealer> {
  const { enc, key } = await openSender(keyId, publicKey, FILE_KEY);
  let next = 0;
  return {
    enc,
    async seal(chunk, header, isLast) {
      const n = next++;
      const data = await associatedData(keyId, header, n, isLast);
      return new Uint8Array(await crypto.subtle.encrypt(gcm(n, data), key, chunk));
    },
  };
}

/** Opens what a ChunkSealer sealed. */
export interface ChunkOpener {
  /** @param n its place, from 0. @returns null when it was not sealed there, in that file, to that key. */
  open(sealed: Bytes, header: Bytes, n: number, isLast: boolean): Promise<Bytes | null>;
}

/** @throws when `enc` is no encapsulation. */
export async function openChunks(recipient: HpkeRecipient, enc: string): Promise<ChunkOpener> {
  const key = await recipient.deriveKey(enc, FILE_KEY);
  return {
    async open(sealed, header, n, isLast) {
      const data = await associatedData(recipient.keyId, header, n, isLast);
      try {
        return new Uint8Array(await crypto.subtle.decrypt(gcm(n, data), key, sealed));
      } catch {
        return null;
      }
    },
  };
}

async function associatedData(keyId: string, header: Bytes, n: number, isLast: boolean): Promise<Bytes> {
  const hash = toBase64url(await sha256(header));
  return utf8(['venue-checkin/file/v1', keyId, hash, n, isLast ? 'last' : 'more'].join('\n'));
}
