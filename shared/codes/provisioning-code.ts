import type { GarbledCode, ProvisioningCode } from './scanned-code.ts';
import { startsWithPrefix } from './signed-text.ts';

const PREFIX = 'VCPROV1 ';
/** A QR of version 40-L holds 2,953 bytes. */
const MAX_LENGTH = 2953 - PREFIX.length;

/** `VCPROV1 ` + base64url of a JSON document, which is parsed where it is used. Null when the text is not meant to be one. */
export function parseProvisioningCode(text: string): ProvisioningCode | GarbledCode | null {
  if (!startsWithPrefix(text, PREFIX)) return null;
  const payload = text.slice(PREFIX.length);
  // A remainder of one character cannot come from whole bytes.
  const isBase64Url = /^[\w-]+$/.test(payload) && payload.length % 4 !== 1;
  if (!isBase64Url || payload.length > MAX_LENGTH) return { kind: 'garbled', of: 'provisioning', reason: 'encoding' };
  return { kind: 'provisioning', payload };
}
