import { createHash } from 'node:crypto';
import type { StaffCardCheck } from '#kiosk/core/kiosk-state.ts';
import type { StaffCardCode } from '#shared/codes/scanned-code.ts';

/** @param valid SHA-256 of the cards that are valid here, base64url: a stolen kiosk gives away no card. */
export function checkStaffCard({ cardId }: StaffCardCode, valid: readonly string[]): StaffCardCheck {
  const hash = createHash('sha256').update(Buffer.from(cardId, 'hex')).digest('base64url');
  return { hash, valid: valid.includes(hash) };
}
