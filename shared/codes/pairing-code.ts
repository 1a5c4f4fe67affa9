import { err, ok, type Result } from '../domain/result.ts';
import { parseHttpOrigin } from './http-origin.ts';
import type { GarbledCode, PairingCode } from './scanned-code.ts';
import { startsWithPrefix } from './signed-text.ts';

const PREFIX = 'VCPAIR1 ';
export const PAIRING_CODE_LENGTH = 8;

/**
 * A pairing code as people type it: Crockford's base32 in either case, spaces and hyphens anywhere, O read as 0, I and L
 * as 1. Answers the eight canonical characters.
 */
export function parsePairingCode(typed: string): Result<string, 'length' | 'alphabet'> {
  const code = typed
    .slice(0, 64)
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]*$/.test(code)) return err('alphabet');
  return code.length === PAIRING_CODE_LENGTH ? ok(code) : err('length');
}

/** How a pairing code is shown: `ABCD-EFGH`. */
export const formatPairingCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Text of the pairing QR: `VCPAIR1 <server origin> <code>`. */
export const encodePairingText = (serverUrl: string, code: string): string => `${PREFIX}${serverUrl} ${code}`;

/** Null when the text is not meant to be a pairing QR. */
export function parsePairingText(text: string): PairingCode | GarbledCode | null {
  if (!startsWithPrefix(text, PREFIX)) return null;
  const [address = '', typed = '', rest] = text.slice(PREFIX.length).split(' ', 3);
  const serverUrl = parseHttpOrigin(address.replace(/\/$/, ''));
  const code = parsePairingCode(typed);
  if (!code.ok || rest !== undefined || serverUrl === null) {
    return { kind: 'garbled', of: 'pairing', reason: typed === '' ? 'cut' : 'encoding' };
  }
  return { kind: 'pairing', serverUrl, code: code.value };
}
