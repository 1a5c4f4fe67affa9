import { StorageFailure } from '#kiosk/core/ports.ts';
import { hashOf } from './sound-record.ts';

/** SHA-256 (base64url) over a row's values, in a fixed order. */
export const checkOf = (values: readonly (string | number)[]): string => hashOf(JSON.stringify(values));

/** @param check as kept beside the values; null: the row is older than checks are. @throws StorageFailure `damaged`. */
export function requireCheck(values: readonly (string | number)[], check: string | null): void {
  if (check !== null && check !== checkOf(values)) throw new StorageFailure('damaged');
}
