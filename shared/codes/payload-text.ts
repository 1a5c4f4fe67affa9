/** No text has so many accents on one letter (UAX #15, stream-safe text), and ordering them is what makes NFC slow. */
const ACCENT_RUN = /\p{Mn}{9}/u;
/** Far above any code we know (a version-40 QR in byte mode holds 2,953 bytes), low enough to bound the work. */
export const MAX_PAYLOAD_LENGTH = 4096;

/**
 * Text of a scanned payload: UTF-8, or windows-1258 where the bytes are no UTF-8; NFC; without the scanner's framing
 * (control characters and spaces at both ends, an AIM symbology prefix such as `]Q1`). Null when
 * longer than {@link MAX_PAYLOAD_LENGTH} bytes or UTF-16 units, or no text at all.
 */
export function readPayloadText(payload: Uint8Array | string): string | null {
  if (payload.length > MAX_PAYLOAD_LENGTH) return null;
  const text = typeof payload === 'string' ? payload : decodePayloadBytes(payload);
  return ACCENT_RUN.test(text) ? null : trimFraming(text).normalize('NFC');
}

/** UTF-8, or windows-1258 where the bytes are no UTF-8. */
export function decodePayloadBytes(bytes: Uint8Array): string {
  try {
    // stream: a slow scanner may cut inside a character of the address, which makes the name before it no less UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1258').decode(bytes);
  }
}

function trimFraming(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isFraming(text.charCodeAt(start))) start += 1;
  while (end > start && isFraming(text.charCodeAt(end - 1))) end -= 1;
  const framed = text.slice(start, end);
  return /^\][A-Za-z][0-9A-Za-z]/.test(framed) ? framed.slice(3) : framed;
}

const isFraming = (unit: number): boolean => unit <= 0x20 || unit === 0x7f || unit === 0xfeff;
