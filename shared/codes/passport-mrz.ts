import { err, ok, type Result } from '#shared/domain/result.ts';
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
const checkLine = (line: string): boolean => checkParts(line) === null && checkRest(line);

/** Which of the parts that stand in the first 28 characters contradicts its check digit. */
function checkParts(line: string): 'number' | 'birth' | 'expiry' | null {
  if (!isRight(line.slice(0, 9), line.charAt(9))) return 'number';
  if (!isRight(line.slice(13, 19), line.charAt(19))) return 'birth';
  return isRight(line.slice(21, 27), line.charAt(27)) ? null : 'expiry';
}

function checkRest(line: string): boolean {
  const personal = line.slice(28, 42);
  return (
    (isRight(personal, line.charAt(42)) || (/^<+$/.test(personal) && line.charAt(42) === '<')) &&
    isRight(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), line.charAt(43))
  );
}

const isRight = (data: string, digit: string): boolean => checkDigit(data) === digit;

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

/** What the lower line of a passport tells; the name stands in the upper one. */
export type PassportLine = Omit<PassportCode, 'kind' | 'name' | 'checkDigits'>;

/** What is wrong with a line as typed: its length, the check digit of a part, or characters that cannot stand there. */
export type PassportLineProblem = 'length' | 'number' | 'birth' | 'expiry' | 'characters';

/** Number, nationality, birth, sex and expiry, with their check digits: what follows is optional data. */
const LEAST_LENGTH = 28;
/** What must stand where, in the second line of a TD3 zone: A a letter or filler, 9 a digit or filler, * anything. */
const PLACES = '*********9AAA9999999A9999999**************99';
const DIGIT_SLIPS: Readonly<Record<string, string>> = { O: '0', I: '1' };
const LETTER_SLIPS: Readonly<Record<string, string>> = { '0': 'O', '1': 'I' };

/**
 * The lower line of a passport's machine-readable zone (ICAO Doc 9303-4, TD3) as a person types it: in either case, with
 * spaces anywhere, `O` for `0` and `I` for `1` (or the reverse) where only one of them can stand. The first 28 characters
 * say everything; a whole line of 44 is checked in full, and one whose fillers were miscounted by its first 28.
 */
export function parsePassportLine(typed: string): Result<PassportLine, PassportLineProblem> {
  const tidy = typed.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z0-9<]*$/.test(tidy)) return err('characters');
  if (tidy.length < LEAST_LENGTH || tidy.length > LINE_LENGTH) return err('length');
  const line = repairSlips(tidy);
  const problem = checkParts(line);
  if (problem) return err(problem);
  if (line.length === LINE_LENGTH && !checkRest(line)) return err('characters');
  return readLine(line);
}

const repairSlips = (line: string): string =>
  Array.from(line, (character, index) => {
    const place = PLACES.charAt(index);
    if (place === '9') return DIGIT_SLIPS[character] ?? character;
    return place === 'A' ? (LETTER_SLIPS[character] ?? character) : character;
  }).join('');

function readLine(line: string): Result<PassportLine, PassportLineProblem> {
  const documentNumber = line.slice(0, 9).replaceAll('<', '');
  const nationality = line.slice(10, 13).replaceAll('<', '');
  const birthYear = readBirthYear(line.slice(13, 19), line.slice(21, 23));
  const sex = SEXES[line.charAt(20)];
  if (documentNumber === '') return err('number');
  if (birthYear === null) return err('birth');
  if (!isExpiry(line.slice(21, 27))) return err('expiry');
  if (sex === undefined || !/^[A-Z]{1,3}$/.test(nationality)) return err('characters');
  return ok({ documentNumber, nationality, birthYear, sex });
}

function isExpiry(text: string): boolean {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return isCalendarDate(2000 + Number(year), Number(month), Number(day));
}

const garbledMrz = (reason: GarbledReason): GarbledCode => ({ kind: 'garbled', of: 'passport', reason });
