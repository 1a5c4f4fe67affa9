import { parseBirthDay } from './calendar-date.ts';
import { checkCitizenId } from './citizen-id-check.ts';
import { parseCardName } from './person-name.ts';
import type { CitizenCardCode, GarbledCode, GarbledReason, Sex } from './scanned-code.ts';

const SEXES: Readonly<Record<string, Sex>> = { nam: 'male', nữ: 'female', nu: 'female' };

/**
 * Citizen card (CCCD, căn cước): `id | old id | name | birth ddmmyyyy | Nam or Nữ | address | issue date`.
 * Accepted as seen in the wild: no issue date, cut right after the sex, more fields behind (the 2024 card adds relatives).
 * Null when the text is not meant to be a citizen card.
 */
export function parseCitizenCard(text: string): CitizenCardCode | GarbledCode | null {
  // Relatives and repeats behind the sixth bar are dropped before anything looks at them.
  const fields = text.split('|', 7).map((field) => field.trim());
  const [idNumber = '', oldIdNumber = '', rawName, rawBirth, rawSex, address] = fields;
  if (!isMeantAsCitizenCard(text, rawBirth, rawSex)) return null;
  if (!/^\d{12}$/.test(idNumber) || !/^(?:\d{9}|\d{12})?$/.test(oldIdNumber)) return garbledCard('number');
  if (rawName === undefined || rawBirth === undefined || rawSex === undefined) return garbledCard('cut');
  const name = parseCardName(rawName);
  if (name === null) return garbledCard('name');
  const birth = parseBirthDay(rawBirth);
  if (!birth) return garbledCard('date');
  const sex = readSex(rawSex, address === undefined);
  if (sex === 'cut' || sex === 'sex') return garbledCard(sex);
  return {
    kind: 'citizen-card',
    idNumber,
    oldIdNumber: oldIdNumber || null,
    name,
    ...birth,
    sex,
    crossCheck: checkCitizenId(idNumber, birth.birthYear, sex),
    complete: Boolean(address),
  };
}

function isMeantAsCitizenCard(text: string, birth: string | undefined, sex: string | undefined): boolean {
  if (/^\d{12}\s*\|/.test(text)) return true;
  return /^\d{8}$/.test(birth ?? '') && Object.hasOwn(SEXES, (sex ?? '').toLowerCase());
}

function readSex(text: string, isLastField: boolean): Sex | null | 'cut' | 'sex' {
  const lower = text.toLowerCase();
  const sex = Object.hasOwn(SEXES, lower) ? SEXES[lower] : undefined;
  if (sex) return sex;
  if (isLastField && 'nam'.startsWith(lower)) return 'cut';
  return lower === '' ? null : 'sex';
}

const garbledCard = (reason: GarbledReason): GarbledCode => ({ kind: 'garbled', of: 'citizen-card', reason });
