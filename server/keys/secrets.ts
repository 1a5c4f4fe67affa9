import type { KeyObject } from 'node:crypto';
import { LASTING_DAY } from './content-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { decrypt, encrypt } from './wrapping.ts';

/** Of an account or an organisation, no visitor's data: it lasts. */
export interface Secrets {
  /** @param name what it is, bound into it. */
  sealSecret(name: string, secret: Uint8Array): Uint8Array;
  /** @throws Error when it was not sealed here under that name. */
  openSecret(name: string, sealed: Uint8Array): Uint8Array;
}

/** Under a key of the key store, which is wrapped anew with all the others when the KEK changes. */
export function createSecrets(ring: KeyRing): Secrets {
  const lastingKey = (): KeyObject => {
    const { key } = ring.contentKey('lasting', LASTING_DAY, 'contact');
    if (!key) throw new Error('a lasting key was destroyed');
    return key;
  };
  return {
    sealSecret: (name, secret) => encrypt(lastingKey(), secret, labelOf(name)),
    openSecret(name, sealed) {
      const secret = decrypt(lastingKey(), sealed, labelOf(name));
      if (!secret) throw new Error(`the secret ${name} was not sealed here`);
      return secret;
    },
  };
}

const labelOf = (name: string): string => `venue-checkin/secret/v1\n${name}`;
