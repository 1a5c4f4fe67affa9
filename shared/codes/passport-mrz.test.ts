import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePassportLine, parsePassportMrz } from './passport-mrz.ts';

/** The specimen of ICAO Doc 9303-4, appendix B. */
const UPPER = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const LOWER = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const ANNA = { documentNumber: 'L898902C3', nationality: 'UTO', birthYear: 1974, sex: 'female' };

/** Doc 9303-3 section 4.9, written down once more. */
function checkDigit(data: string): string {
  const values = Array.from(data, (character) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character));
  return String(values.reduce((sum, value, index) => sum + Math.max(0, value) * ([7, 3, 1][index % 3] ?? 0), 0) % 10);
}

const two = (value: number): string => String(value).padStart(2, '0');
const dates = fc
  .record({ year: fc.nat(99), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ year, month, day }) => two(year) + two(month) + two(day));
const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const alphanumerics = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');

const lines = fc
  .record({
    number: fc.string({ unit: alphanumerics, minLength: 1, maxLength: 9 }),
    nationality: fc.string({ unit: letters, minLength: 1, maxLength: 3 }),
    birth: dates,
    sex: fc.constantFrom('M', 'F', '<'),
    expiry: dates,
    personal: fc.string({ unit: alphanumerics, maxLength: 14 }),
    blank: fc.boolean(),
  })
  .map(({ number, nationality, birth, sex, expiry, personal, blank }) => {
    const numbered = number.padEnd(9, '<') + checkDigit(number.padEnd(9, '<'));
    const dated = birth + checkDigit(birth);
    const ending = expiry + checkDigit(expiry);
    const rest = personal.padEnd(14, '<');
    const optional = rest + (personal === '' && blank ? '<' : checkDigit(rest));
    const line = numbered + nationality.padEnd(3, '<') + dated + sex + ending + optional;
    return { line: line + checkDigit(numbered + dated + ending + optional), number, nationality, sex };
  });

describe('the lower line of a passport, typed', () => {
  it.each([
    ['whole', LOWER],
    ['its first 28 characters', LOWER.slice(0, 28)],
    ['small letters', LOWER.toLowerCase()],
    ['spaces anywhere', 'L89 8902C3 6 UTO 7408122 F 1204159'],
    ['fillers miscounted', LOWER.replace('<<<<<', '<<<<')],
    ['O for 0', LOWER.replace('7408122', '74O8122')],
    ['I for 1', LOWER.replace('7408122', '7408I22').replace('1204159', 'I2O4I59')],
    ['0 for O', LOWER.replace('UTO', 'UT0')],
  ])('is read: %s', (_, typed) => {
    expect(parsePassportLine(typed)).toEqual({ ok: true, value: ANNA });
  });

  it.each([
    ['length', LOWER.slice(0, 27)],
    ['length', `${LOWER}<`],
    ['length', ''],
    ['number', LOWER.replace('L898902C3', 'L898902C4')],
    // The number may hold both: nothing tells which was meant, so nothing is repaired.
    ['number', LOWER.replace('L898902C3', 'L8989O2C3')],
    ['birth', LOWER.replace('740812', '740813')],
    ['birth', LOWER.replace('7408122', '7A08122')],
    ['birth', `L898902C36UTO741332${checkDigit('741332')}F1204159`],
    ['expiry', LOWER.replace('120415', '130415')],
    ['expiry', `L898902C36UTO7408122F991332${checkDigit('991332')}`],
    ['characters', LOWER.replace('ZE184226B', 'ZE184227B')],
    ['characters', LOWER.replace('1204159', '1204159Đ')],
    ['characters', LOWER.replace('UTO', '<<<')],
    ['characters', LOWER.slice(0, 28).replace('2F1', '2X1')],
  ] as const)('says what is wrong: %s', (error, typed) => {
    expect(parsePassportLine(typed)).toEqual({ ok: false, error });
  });

  it('of any passport is read, whole or the first 28 characters, and as its scan is', () => {
    fc.assert(
      fc.property(lines, ({ line, number, nationality, sex }) => {
        const parsed = parsePassportLine(line);
        expect(parsed).toMatchObject({
          ok: true,
          value: { documentNumber: number, nationality, sex: { M: 'male', F: 'female', '<': null }[sex] },
        });
        expect(parsePassportLine(line.slice(0, 28))).toEqual(parsed);
        const scanned = parsePassportMrz(UPPER + line);
        expect(scanned).toMatchObject({ kind: 'passport', checkDigits: 'match', ...(parsed.ok && parsed.value) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('with one wrong digit in number, birth or expiry is never taken', () => {
    const places = [...Array(10).keys(), ...[13, 14, 15, 16, 17, 18, 19], ...[21, 22, 23, 24, 25, 26, 27]];
    fc.assert(
      fc.property(lines, fc.constantFrom(...places), fc.integer({ min: 1, max: 9 }), ({ line }, place, by) => {
        const digit = line.charAt(place);
        fc.pre(/\d/.test(digit));
        const wrong = line.slice(0, place) + String((Number(digit) + by) % 10) + line.slice(place + 1);
        const part = place < 13 ? 'number' : place < 21 ? 'birth' : 'expiry';
        expect(parsePassportLine(wrong)).toEqual({ ok: false, error: part });
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws, and tells nothing but what the line says, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...LOWER, 'o', 'i', ' ') })), (typed) => {
        const parsed = parsePassportLine(typed);
        if (parsed.ok) expect(typed.replace(/\s/g, '').toUpperCase()).toContain(parsed.value.documentNumber);
      }),
      { numRuns: 2_000 },
    );
  });
});
