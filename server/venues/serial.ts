import { randomInt } from 'node:crypto';
import { foldAccents } from '#shared/domain/search-text.ts';

/** Crockford's base32: no letters that are mistaken for digits when read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The stem that all entrances of a venue share: `HUE-7K3MQ`, from the name of its province and 25 random bits. */
export function mintSerialStem(provinceName: string): string {
  const tail = Array.from({ length: 5 }, () => ALPHABET.charAt(randomInt(32))).join('');
  return `${abbreviateProvince(provinceName)}-${tail}`;
}

/** @param number of the entrance within its venue, from 1. */
export const formatSerial = (stem: string, number: number): string => `${stem}-${String(number).padStart(2, '0')}`;

/** The stem of an entrance's serial, for the next entrance of the same venue. */
export const stemOf = (serial: string): string => serial.slice(0, serial.lastIndexOf('-'));

/** `Thành phố Huế` -> `HUE`, `Tỉnh Quảng Ngãi` -> `QN`. For people to read; two provinces may share one. */
function abbreviateProvince(name: string): string {
  const words = foldAccents(name.replace(/^(Thành phố|Tỉnh)\s+/u, '')).match(/[a-z]+/g) ?? [];
  const [first = 'vn', ...rest] = words;
  const short = rest.length === 0 ? first.slice(0, 3) : words.map((word) => word.charAt(0)).join('');
  return short.toUpperCase();
}
