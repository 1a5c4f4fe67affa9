import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { err, ok, type Result } from './result.ts';

/** A phone number in E.164, `+84…` for Viet Nam. */
export type E164 = string & { readonly __brand: 'E164' };

/** Vietnamese mobile numbering since 2018: 0, one of 3 5 7 8 9, eight more digits. */
const VIETNAMESE_MOBILE = /^\+84[35789]\d{8}$/;

/**
 * Reads what a person typed: `0912 345 678`, `84912345678`, `+84…`, or an international number with `+` or `00`.
 * Vietnamese numbers must be mobile (a contact nobody can call is worth little); others must be possible and valid.
 */
export function parsePhone(typed: string): Result<E164, 'not-a-phone'> {
  const digits = typed
    .replace(/[\s.()-]/g, '')
    .replace(/^00/, '+')
    .replace(/^84(?=\d{9}$)/, '+84');
  const number = parsePhoneNumberFromString(digits, 'VN');
  if (!number?.isValid()) return err('not-a-phone');
  if (number.countryCallingCode === '84' && !VIETNAMESE_MOBILE.test(number.number)) return err('not-a-phone');
  return ok(number.number as unknown as E164);
}

/** National form with a leading 0 for Viet Nam, else E.164. Never starts a Vietnamese number with `+`: spreadsheets take that for a formula. */
export function formatPhone(phone: E164): string {
  return phone.startsWith('+84') ? `0${phone.slice(3)}` : phone;
}

/** `0912 ••• 678`: enough for its owner to recognise, not enough to call. */
export function maskPhone(phone: E164): string {
  const shown = formatPhone(phone);
  return `${shown.slice(0, 4)} ••• ${shown.slice(-3)}`;
}
