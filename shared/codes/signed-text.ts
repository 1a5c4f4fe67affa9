import { base32nopad } from '@scure/base';
import { type Bytes, utf8 } from '../sealing/bytes.ts';

const SIGNATURE_LENGTH = 64;

export interface SignedText {
  readonly body: Bytes;
  readonly signature: Bytes;
}

/** `<prefix><base32 of body and Ed25519 signature>`: what our own printed codes look like. */
export function encodeSignedText(prefix: string, body: Uint8Array, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_LENGTH) throw new RangeError('an Ed25519 signature has 64 bytes');
  return prefix + base32nopad.encode(joinBytes(body, signature));
}

/** In either case. Null when the text after the prefix is not the canonical base32 of exactly `bodyLength` + 64 bytes. */
export function decodeSignedText(prefix: string, bodyLength: number, text: string): SignedText | null {
  const encoded = text.slice(prefix.length);
  const expectedLength = Math.ceil(((bodyLength + SIGNATURE_LENGTH) * 8) / 5);
  if (encoded.length !== expectedLength || !/^[A-Za-z2-7]*$/.test(encoded)) return null;
  const bytes = decodeCanonical(encoded.toUpperCase());
  return bytes && { body: bytes.slice(0, bodyLength), signature: bytes.slice(bodyLength) };
}

/** The decoder throws when the last character's unused bits are set: one text for one value. */
function decodeCanonical(encoded: string): Bytes | null {
  try {
    return new Uint8Array(base32nopad.decode(encoded));
  } catch {
    return null;
  }
}

/** What is signed: a label that keeps a signature of one kind from being taken for another, a zero byte, the body. */
export function labelForSigning(label: string, body: Uint8Array): Bytes {
  return joinBytes(utf8(`${label}\0`), body);
}

export const startsWithPrefix = (text: string, prefix: string): boolean =>
  text.slice(0, prefix.length).toUpperCase() === prefix;

function joinBytes(first: Uint8Array, second: Uint8Array): Bytes {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
