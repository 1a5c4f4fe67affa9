import { base64urlnopad } from '@scure/base';

export type Bytes = Uint8Array<ArrayBuffer>;

export const toBase64url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** @throws Error on anything that is not canonical base64url without padding. */
export const fromBase64url = (text: string): Bytes => new Uint8Array(base64urlnopad.decode(text));

const encoder = new TextEncoder();
export const utf8 = (text: string): Bytes => encoder.encode(text);

const decoder = new TextDecoder('utf-8', { fatal: true });
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
