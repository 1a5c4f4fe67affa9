import { createHash, randomInt } from 'node:crypto';
import type { AccountId } from '#shared/domain/ids.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 125 random bits: from 112 on a plain hash keeps them (OWASP ASVS 5.0, 6.5.2). */
const LENGTH = 25;
/** Of those that were made before, which go on counting. */
const FORMER_LENGTH = 15;
export const RECOVERY_CODES = 10;

/** `7F3KQ-M2X9P-4TVWA-…`, five groups in Crockford's base32. */
export function mintRecoveryCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return letters.replace(/.{5}(?=.)/g, '$&-');
}

/** As people copy it: either case, spaces and hyphens anywhere, O for 0, I and L for 1. @returns null when it is none. */
export function parseRecoveryCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return [LENGTH, FORMER_LENGTH].includes(code.length) && [...code].every((letter) => ALPHABET.includes(letter))
    ? code
    : null;
}

/** @param code parsed. */
export const hashRecoveryCode = (accountId: AccountId, code: string): Uint8Array =>
  createHash('sha256').update(`recovery-code\n${accountId}\n${code}`).digest();
