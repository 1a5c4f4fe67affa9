import { isCalendarDate } from './calendar-date.ts';
import { parseCardName } from './person-name.ts';
import type { GarbledCode, GarbledReason, PersonalQrCode } from './scanned-code.ts';

/**
 * Unified personal QR, QĐ 1405/QĐ-BTTTT v1.1: `SoGiayTo|HoTen|NgaySinh|LoaiDinhDanh|QID|EXT`.
 * Number: identity card, citizen card or passport, by default with its first six characters masked; birth date
 * YYYY-MM-DD, by default with month and day masked; LoaiDinhDanh 0 = declared by the person, 1 = by somebody else; EXT is
 * not read. Null when the text is not meant to be one.
 */
export function parsePersonalQr(text: string): PersonalQrCode | GarbledCode | null {
  const [number = '', rawName = '', birth = '', declaredBy = '', qid = ''] = text
    .split('|', 6)
    .map((field) => field.trim());
  if (!/^[01]$/.test(declaredBy) || !birth.includes('-')) return null;
  if (!/^[A-Z0-9*]{0,20}$/i.test(number)) return garbledQr('number');
  const isNameMasked = rawName.includes('*') || rawName === '';
  const name = isNameMasked ? null : parseCardName(rawName);
  if (name === null && !isNameMasked) return garbledQr('name');
  const birthDay = readBirthDay(birth);
  if (!birthDay) return garbledQr('date');
  if (qid === '') return garbledQr('cut');
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(qid)) return garbledQr('encoding');
  return {
    kind: 'personal-qr',
    idNumber: number === '' || number.includes('*') ? null : number.toUpperCase(),
    name,
    ...birthDay,
    declaredBy: declaredBy === '0' ? 'self' : 'other',
    qid,
    masked: [number, rawName, birth].some((field) => field.includes('*')),
  };
}

function readBirthDay(text: string): Pick<PersonalQrCode, 'birthDate' | 'birthYear'> | null {
  const [, year = '', month = '', day = ''] =
    /^((?:19|20)\d\d|[\d*]{3}\*|\*\d{3})-(\d\d|\*\*)-(\d\d|\*\*)$/.exec(text) ?? [];
  if (year === '') return null;
  const birthYear = year.includes('*') ? null : Number(year);
  if (birthYear === null || month === '**' || day === '**') return { birthDate: null, birthYear };
  return isCalendarDate(birthYear, Number(month), Number(day)) ? { birthDate: text, birthYear } : null;
}

const garbledQr = (reason: GarbledReason): GarbledCode => ({ kind: 'garbled', of: 'personal-qr', reason });
