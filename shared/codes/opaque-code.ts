import type { InsuranceCardCode, OpaqueCode } from './scanned-code.ts';

const SHORTEST_TOKEN = 60;

/** Health-insurance card: 2 letters and 13 digits, alone or before a bar. What follows the bar is dropped unread. */
export function parseInsuranceCard(text: string): InsuranceCardCode | null {
  const number = /^([A-Z]{2}\d{13})(?:\||$)/i.exec(text)?.[1];
  return number === undefined ? null : { kind: 'insurance-card', text: number.toUpperCase() };
}

/**
 * Codes whose formats are not public, told by their outward shape: a ten-digit social-insurance number before hexadecimal
 * fields (health-insurance card without object letters), or one long token of capitals, small letters and digits (VNeID).
 * All three, because one of our own base32 codes whose prefix was lost must not pass for somebody's identity.
 */
export function guessOpaqueCode(text: string): OpaqueCode | null {
  if (/^\d{10}\|[0-9A-F]{4,}(?:\||$)/i.test(text)) return { kind: 'opaque', guess: 'insurance-card', text };
  const isToken = text.length >= SHORTEST_TOKEN && /^[A-Za-z0-9+/_.=-]+$/.test(text);
  const isMixed = /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
  if (isToken && isMixed) return { kind: 'opaque', guess: 'vneid', text };
  return null;
}
