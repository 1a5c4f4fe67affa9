import type { UnknownCode } from './scanned-code.ts';

const LOOKS: ReadonlyArray<readonly [UnknownCode['looksLike'], RegExp]> = [
  ['empty', /^$/],
  // EMVCo merchant-presented QR (VietQR): payload format indicator 00, length 02, value 01.
  ['payment', /^000201/],
  ['wifi', /^WIFI:/i],
  ['contact-card', /^(?:BEGIN:VCARD|MECARD:|BIZCARD:)/i],
  ['web-address', /^(?:https?:\/\/|www\.)/i],
  ['number', /^[\d .-]+$/],
];

/** What a code that is none of ours was instead, so that the kiosk can say so. */
export function describeUnknownCode(text: string): UnknownCode {
  const look = LOOKS.find(([, pattern]) => pattern.test(text));
  return { kind: 'unknown', looksLike: look?.[0] ?? 'text' };
}
