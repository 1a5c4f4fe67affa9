import { decodeBase32, encodeBase32 } from './base32.ts';

const SIGNATURE_LENGTH = 64;

export interface SignedText {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** `<prefix><base32 of body and Ed25519 signature>`: what our own printed codes look like. */
export function encodeSignedText(prefix: string, body: Uint8Array, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_LENGTH) throw new RangeError('an Ed25519 signature has 64 bytes');
  return prefix + encodeBase32(joinBytes(body, signature));
}

/** Null when the text after the prefix is not base32 of exactly `bodyLength` + 64 bytes. */
export function decodeSignedText(prefix: string, bodyLength: number, text: string): SignedText | null {
  const encoded = text.slice(prefix.length);
  if (encoded.length !== Math.ceil(((bodyLength + SIGNATURE_LENGTH) * 8) / 5)) return null;
  const bytes = decodeBase32(encoded);
  return bytes && { body: bytes.slice(0, bodyLength), signature: bytes.slice(bodyLength) };
}

/** What is signed: a label that keeps a signature of one kind from being taken for another, a zero byte, the body. */
export function labelForSigning(label: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const ascii = Uint8Array.from(`${label}\0`, (character) => character.charCodeAt(0));
  return joinBytes(ascii, body);
}

export const startsWithPrefix = (text: string, prefix: string): boolean =>
  text.slice(0, prefix.length).toUpperCase() === prefix;

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
