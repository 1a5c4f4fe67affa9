import { hex } from '@scure/base';
import type { Bytes } from '../sealing/bytes.ts';
import type { GarbledCode, StaffCardCode } from './scanned-code.ts';
import { decodeSignedText, encodeSignedText, labelForSigning, startsWithPrefix } from './signed-text.ts';

/** `VCS1` + base32 of a 16-byte card id and a 64-byte Ed25519 signature; encoded like the visitor pass, for its reasons. */
export const STAFF_CARD_PREFIX = 'VCS1';
/** The signature covers this label, a zero byte, and the card id. */
export const STAFF_CARD_SIGNING_LABEL = 'venue-checkin/staff-card/v1';
const CARD_ID_LENGTH = 16;

/** The bytes that an issuer signs and a verifier checks. */
export const staffCardSigningBytes = (cardId: Uint8Array): Bytes => labelForSigning(STAFF_CARD_SIGNING_LABEL, cardId);

export function encodeStaffCardText(cardId: Uint8Array, signature: Uint8Array): string {
  if (cardId.length !== CARD_ID_LENGTH) throw new RangeError(`a staff card id has ${CARD_ID_LENGTH} bytes`);
  return encodeSignedText(STAFF_CARD_PREFIX, cardId, signature);
}

/** Reads a staff card in either case, grammar only. Null when the text is not meant to be one. */
export function parseStaffCard(text: string): StaffCardCode | GarbledCode | null {
  if (!startsWithPrefix(text, STAFF_CARD_PREFIX)) return null;
  const decoded = decodeSignedText(STAFF_CARD_PREFIX, CARD_ID_LENGTH, text);
  if (!decoded) return { kind: 'garbled', of: 'staff-card', reason: 'encoding' };
  const { body, signature } = decoded;
  return { kind: 'staff-card', cardId: hex.encode(body), signedBytes: staffCardSigningBytes(body), signature };
}
