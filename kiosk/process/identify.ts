import { createHmac, randomBytes } from 'node:crypto';
import type { PersonKey } from '#kiosk/core/visitor.ts';

/** Recognises people by HMAC-SHA-256 under a key that is made now and dies with the process; the key has no way out. */
export function createIdentifier(): (identity: string) => PersonKey {
  const key = randomBytes(32);
  return (identity) => createHmac('sha256', key).update(identity).digest('base64url') as PersonKey;
}
