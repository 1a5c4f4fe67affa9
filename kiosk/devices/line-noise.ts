import { classifyCode } from '#shared/codes/classify-code.ts';

/** Control characters that stand in codes: the separators of GS1 and AAMVA, and what ends or indents a line. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f]);
/** SOH, STX, ETX, EOT, ESC: what a scanner may put before and behind a code. */
const FRAMING_CONTROLS = new Set([0x01, 0x02, 0x03, 0x04, 0x1b]);
const FRAMING_LENGTH = 2;
/** Of a text in windows-1258, whose vowels with marks are each one or two bytes above 0x9f. */
const MOST_HIGH_BYTES = 0.3;

/**
 * Whether bytes are rather noise (a wrong speed, a loose plug) than text: control characters that no code holds, or bytes
 * that are neither UTF-8 nor likely windows-1258. An empty array is no noise.
 */
export function isLineNoise(bytes: Uint8Array): boolean {
  let high = 0;
  let undefinedHigh = 0;
  for (const [index, byte] of bytes.entries()) {
    const isAtEnds = index < FRAMING_LENGTH || index >= bytes.length - 2 * FRAMING_LENGTH;
    if (isBadControl(byte) && !(isAtEnds && FRAMING_CONTROLS.has(byte))) return true;
    if (byte >= 0x80) high += 1;
    if (byte >= 0x80 && byte < 0xa0) undefinedHigh += 1;
  }
  if (high === 0 || isUtf8(bytes)) return false;
  return undefinedHigh > 0 || high > bytes.length * MOST_HIGH_BYTES;
}

const isBadControl = (byte: number): boolean => byte === 0x7f || (byte < 0x20 && !TEXT_CONTROLS.has(byte));

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // stream: a slow scanner may cut inside a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Where a code of ours, a citizen card or a passport may begin. */
const BEGINNINGS = /VCP1|VCS1|VCPAIR1 |VCPROV1 |https?:\/\/|(?<!\d)\d{12}\||P[A-Z<][A-Z<]{3}/gi;

/**
 * The whole code at the end of a noisy frame, where plugging in or a flood of noise left bytes right before it. Null when
 * what ends there is none that is known by its grammar.
 */
export function findCodeBehindNoise(bytes: Uint8Array): Uint8Array | null {
  const lastNoise = bytes.findLastIndex((byte) => isBadControl(byte) || byte >= 0xf8);
  const latin1 = Buffer.from(bytes).toString('latin1');
  const starts = [lastNoise + 1, ...Array.from(latin1.matchAll(BEGINNINGS), ({ index }) => index)];
  for (const start of starts) {
    if (start === 0 || start >= bytes.length) continue;
    const tail = bytes.subarray(start);
    if (!['unknown', 'garbled', 'opaque'].includes(classifyCode(tail).kind)) return tail;
  }
  return null;
}
