import { randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `YC-7F3K9Q`: said on the phone and written on paper; guessing one opens nothing. */
export const mintReference = (prefix: 'YC' | 'SC'): string =>
  `${prefix}-${Array.from({ length: 6 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')}`;
