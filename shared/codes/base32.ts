const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 section 6, upper case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

/** Inverse of {@link encodeBase32} in either case. Null unless canonical: one text for one value, so unused bits are zero. */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z2-7]*$/.test(text)) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let length = 0;
  for (const character of text.toUpperCase()) {
    buffer = (buffer << 5) | ALPHABET.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = buffer >>> bits;
      buffer &= (1 << bits) - 1;
    }
  }
  return bits < 5 && buffer === 0 ? bytes : null;
}
