import type { Sex } from './scanned-code.ts';

/**
 * Codes of the 63 provinces before 2025-07-01, as the first three digits of a citizen's number (Circular 59/2021/TT-BCA);
 * the codes of the 34 provinces since then are among them.
 */
const PROVINCES_OF_BIRTH = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 ' +
    '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 ' +
    '089 091 092 093 094 095 096'
  ).split(' '),
);

/**
 * Whether the digits of a 12-digit citizen number agree with the card: province of birth (1-3), century and sex (4:
 * 0/1 = 19xx male/female, 2/3 = 20xx), year of birth (5-6). An unknown sex is not compared.
 */
export function checkCitizenId(idNumber: string, birthYear: number, sex: Sex | null): 'match' | 'mismatch' {
  const centuryAndSex = Number(idNumber[3]);
  const century = 1900 + Math.floor(centuryAndSex / 2) * 100;
  const sexOfId: Sex = centuryAndSex % 2 === 0 ? 'male' : 'female';
  const agrees =
    PROVINCES_OF_BIRTH.has(idNumber.slice(0, 3)) &&
    century + Number(idNumber.slice(4, 6)) === birthYear &&
    (sex === null || sex === sexOfId);
  return agrees ? 'match' : 'mismatch';
}
