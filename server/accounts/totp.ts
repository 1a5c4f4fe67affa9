import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from '@scure/base';
import type { Instant } from '#shared/domain/instant.ts';

const STEP_MS = 30_000;
/** A code of the step before or after is taken too: phones' clocks are a little off (RFC 6238, section 5.2). */
const DRIFT_STEPS = 1;
/** RFC 4226, section 4: 160 bits. */
export const TOTP_SECRET_BYTES = 20;

/** RFC 4226 with HMAC-SHA-1, the one that every authenticator app knows. */
function hotp(secret: Uint8Array, counter: number, digits: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export const stepAt = (at: Instant): number => Math.floor(at / STEP_MS);

/** The code of a time step. RFC 6238. */
export const totpAtStep = (secret: Uint8Array, step: number, digits = 6): string => hotp(secret, step, digits);

/**
 * Which step a code belongs to, of those that count at this moment.
 *
 * @param lastStep of the code accepted last: neither it nor an older one counts again.
 * @returns null when the code is wrong, too old, too early or used.
 */
export function findTotpStep(secret: Uint8Array, code: string, now: Instant, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  let found: number | null = null;
  for (let step = stepAt(now) - DRIFT_STEPS; step <= stepAt(now) + DRIFT_STEPS; step += 1) {
    const matches = timingSafeEqual(Buffer.from(totpAtStep(secret, step)), Buffer.from(code));
    if (matches && step > lastStep) found = step;
  }
  return found;
}

/** As authenticator apps take it: by typing, and by a QR code of the `otpauth:` address. */
export function describeTotpSecret(
  secret: Uint8Array,
  issuer: string,
  account: string,
): { secret: string; uri: string } {
  const text = base32.encode(secret).replace(/=+$/, '');
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const settings = `secret=${text}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return { secret: text, uri: `otpauth://totp/${label}?${settings}` };
}
