import { parseCitizenCard } from './citizen-card.ts';
import { guessOpaqueCode, parseInsuranceCard } from './opaque-code.ts';
import { parsePairingText } from './pairing-code.ts';
import { parsePassportMrz } from './passport-mrz.ts';
import { readPayloadText } from './payload-text.ts';
import { parsePersonalQr } from './personal-qr.ts';
import { parseProvisioningCode } from './provisioning-code.ts';
import type { ScannedCode } from './scanned-code.ts';
import { parseStaffCard } from './staff-card.ts';
import { describeUnknownCode } from './unknown-code.ts';
import { parseVenuePoster } from './venue-poster.ts';
import { parsePassText } from './visitor-pass.ts';

/** The first format that claims a text has it. */
const FORMATS: ReadonlyArray<(text: string) => ScannedCode | null> = [
  parsePassText,
  parseStaffCard,
  parsePairingText,
  parseProvisioningCode,
  parsePersonalQr,
  parseCitizenCard,
  parsePassportMrz,
  parseVenuePoster,
  parseInsuranceCard,
];

/**
 * Tells what was scanned from the raw payload: bytes (UTF-8, else windows-1258) or text, with or without the scanner's
 * framing. Checks grammar only. Never throws; linear in the payload, and whatever exceeds 4 kB is `unknown`.
 */
export function classifyCode(payload: Uint8Array | string): ScannedCode {
  const text = readPayloadText(payload);
  if (text === null) return { kind: 'unknown', looksLike: 'text' };
  for (const parse of FORMATS) {
    const code = parse(text);
    if (code) return code;
  }
  const unknown = describeUnknownCode(text);
  // Guesses come last, so that they never shadow what is known.
  return unknown.looksLike === 'text' ? (guessOpaqueCode(text) ?? unknown) : unknown;
}
