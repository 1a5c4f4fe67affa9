import { isCalendarDate } from './calendar-date.ts';
import type { GarbledCode, GarbledReason, PassportCode, Sex } from './scanned-code.ts';

const LINE_LENGTH = 44;
const WEIGHTS = [7, 3, 1] as const;
const SEXES: Readonly<Record<string, Sex | null>> = { M: 'male', F: 'female', '<': null };

/**
 * Machine-readable zone of a passport (ICAO Doc 9303-4, TD3): two lines of 44 characters, one after the other with or
 * without a line break. Null when the text is not meant to be one.
 */
export function parsePassportMrz(text: string): PassportCode | GarbledCode | null {
  if (!/^P[A-Z<][A-Z<]{3}[^|]*<</i.test(text)) return null;
  const zone = text.replace(/[\s]/g, '').toUpperCase();
  if (!/^[A-Z0-9<]+$/.test(zone)) return garbledMrz('encoding');
  if (zone.length < 2 * LINE_LENGTH) return garbledMrz('cut');
  if (zone.length > 2 * LINE_LENGTH) return garbledMrz('encoding');
  const line = zone.slice(LINE_LENGTH);
  const documentNumber = line.slice(0, 9).replaceAll('<', '');
  const nationality = line.slice(10, 13).replaceAll('<', '');
  const name = readName(zone.slice(5, LINE_LENGTH));
  const birthYear = readBirthYear(line.slice(13, 19), line.slice(21, 23));
  const sex = SEXES[line.charAt(20)];
  if (documentNumber === '') return garbledMrz('number');
  if (name === null || !/^[A-Z]{1,3}$/.test(nationality)) return garbledMrz('name');
  if (birthYear === null) return garbledMrz('date');
  if (sex === undefined) return garbledMrz('sex');
  const checkDigits = checkLine(line) ? 'match' : 'mismatch';
  return { kind: 'passport', documentNumber, name, birthYear, sex, nationality, checkDigits };
}

function readName(field: string): string | null {
  const name = field.replace(/<+/g, ' ').trim();
  return /^[A-Z][A-Z ]*$/.test(name) ? name : null;
}

/** The zone tells two digits of the year; nobody's passport expires before they are born, and expiry is 20xx. */
function readBirthYear(birth: string, expiryYear: string): number | null {
  const [, year, month, day] = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(birth) ?? [];
  if (year === undefined || !/^\d\d$/.test(expiryYear)) return null;
  const birthYear = Number(year) + (Number(year) > Number(expiryYear) ? 1900 : 2000);
  if (month === '<<' || day === '<<') return birthYear;
  return isCalendarDate(birthYear, Number(month), Number(day)) ? birthYear : null;
}

/** The five check digits of the second line: number, birth, expiry, personal number (may be blank), all of them together. */
function checkLine(line: string): boolean {
  const isRight = (data: string, digit: string): boolean => checkDigit(data) === digit;
  const personal = line.slice(28, 42);
  return (
    isRight(line.slice(0, 9), line.charAt(9)) &&
    isRight(line.slice(13, 19), line.charAt(19)) &&
    isRight(line.slice(21, 27), line.charAt(27)) &&
    (isRight(personal, line.charAt(42)) || (/^<+$/.test(personal) && line.charAt(42) === '<')) &&
    isRight(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), line.charAt(43))
  );
}

/** Doc 9303-3 section 4.9: digits count as themselves, A..Z as 10..35, `<` as 0; weights 7, 3, 1; modulo 10. */
function checkDigit(data: string): string {
  let sum = 0;
  for (let i = 0; i < data.length; i += 1) {
    const character = data.charAt(i);
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    sum += value * (WEIGHTS[i % 3] ?? 0);
  }
  return String(sum % 10);
}

const garbledMrz = (reason: GarbledReason): GarbledCode => ({ kind: 'garbled', of: 'passport', reason });
