import { createHash, randomInt } from 'node:crypto';

/** Crockford's base32: no letters that are mistaken for digits when read out or copied from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const [LENGTH, GROUP] = [16, 4];

/** 80 random bits: more than anybody guesses within the 60 days, short enough to be typed from a slip. */
export const mintClaimCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** `7K3M-Q9XA-…`, as it stands on the slip. */
export const formatClaimCode = (code: string): string =>
  Array.from({ length: LENGTH / GROUP }, (_, group) => code.slice(group * GROUP, (group + 1) * GROUP)).join('-');

/** What is kept: a copy of the database claims nothing. @param code as `claimCodeSchema` answers it. */
export const hashClaimCode = (code: string): Uint8Array =>
  createHash('sha256').update(`venue-checkin/claim/v1\n${code}`).digest();
