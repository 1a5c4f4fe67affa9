import { hex } from '@scure/base';
import { addDays, type CalendarDay, daysBetween } from '../domain/instant.ts';
import type { Bytes } from '../sealing/bytes.ts';
import type { GarbledCode, GarbledReason, VisitorPassCode } from './scanned-code.ts';
import { decodeSignedText, encodeSignedText, labelForSigning, startsWithPrefix } from './signed-text.ts';

/**
 * The visitor pass: `VCP1` + base32 (RFC 4648, upper case, no padding) of a 23-byte body and a 64-byte Ed25519 signature.
 * Body: keyId u32 BE, passId 16 bytes, issuedDay u16 BE (days since 2020-01-01), validityDays u8 (1..21).
 *
 * Upper-case base32 rather than base64url: QR's alphanumeric mode stores its 144 characters in version 6-M where
 * base64url's 120 bytes need 7-M, and a keyboard wedge, a wrong layout or caps-lock leave it intact.
 */
export const PASS_PREFIX = 'VCP1';
/** The signature covers this label, a zero byte, and the body. */
export const PASS_SIGNING_LABEL = 'venue-checkin/pass/v1';
export const PASS_BODY_LENGTH = 23;
export const MAX_PASS_VALIDITY_DAYS = 21;

const FIRST_DAY: CalendarDay = '2020-01-01';

export interface PassBody {
  /** u32. */
  readonly keyId: number;
  /** 32 hex digits. */
  readonly passId: string;
  /** ISO date, 2020-01-01 .. 2199-06-06. */
  readonly issuedOn: CalendarDay;
  /** 1..21; the last day of validity is `issuedOn` plus this. */
  readonly validityDays: number;
}

/** The 23 bytes to sign. Throws RangeError on values outside the ranges of {@link PassBody}. */
export function encodePassBody({ keyId, passId, issuedOn, validityDays }: PassBody): Bytes {
  const issuedDay = daysBetween(FIRST_DAY, issuedOn);
  requireRange('keyId', keyId, 0, 0xffff_ffff);
  requireRange('issuedOn', issuedDay, 0, 0xffff);
  requireRange('validityDays', validityDays, 1, MAX_PASS_VALIDITY_DAYS);
  if (!/^[0-9a-f]{32}$/i.test(passId)) throw new RangeError('passId: 32 hex digits');
  const body = new Uint8Array(PASS_BODY_LENGTH);
  const view = new DataView(body.buffer);
  view.setUint32(0, keyId);
  body.set(hex.decode(passId), 4);
  view.setUint16(20, issuedDay);
  view.setUint8(22, validityDays);
  return body;
}

/** The bytes that an issuer signs and a verifier checks. */
export const passSigningBytes = (body: Uint8Array): Bytes => labelForSigning(PASS_SIGNING_LABEL, body);

/** Text of the pass's QR code. */
export function encodePassText(body: Uint8Array, signature: Uint8Array): string {
  if (body.length !== PASS_BODY_LENGTH) throw new RangeError(`a pass body has ${PASS_BODY_LENGTH} bytes`);
  return encodeSignedText(PASS_PREFIX, body, signature);
}

/** Reads a pass in either case, grammar only. Null when the text is not meant to be a pass. */
export function parsePassText(text: string): VisitorPassCode | GarbledCode | null {
  if (!startsWithPrefix(text, PASS_PREFIX)) return null;
  const decoded = decodeSignedText(PASS_PREFIX, PASS_BODY_LENGTH, text);
  if (!decoded) return garbledPass('encoding');
  const { body, signature } = decoded;
  const view = new DataView(body.buffer);
  const issuedDay = view.getUint16(20);
  const validityDays = view.getUint8(22);
  if (validityDays < 1 || validityDays > MAX_PASS_VALIDITY_DAYS) return garbledPass('validity');
  return {
    kind: 'visitor-pass',
    keyId: view.getUint32(0),
    passId: hex.encode(body.subarray(4, 20)),
    issuedOn: addDays(FIRST_DAY, issuedDay),
    expiresOn: addDays(FIRST_DAY, issuedDay + validityDays),
    signedBytes: passSigningBytes(body),
    signature,
  };
}

const garbledPass = (reason: GarbledReason): GarbledCode => ({ kind: 'garbled', of: 'visitor-pass', reason });

function requireRange(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`${name}: ${min}..${max}`);
}
