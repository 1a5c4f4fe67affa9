import type { PassCheck } from '#kiosk/core/visitor.ts';
import type { VisitorPassCode } from '#shared/codes/scanned-code.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { createVerifier, type Verifier } from '#shared/sealing/signing.ts';

type PassChecker = (code: VisitorPassCode, keys: KioskSettings['passKeys']) => Promise<PassCheck>;

/** Verifies passes under the keys in the settings; each key is imported once. */
export function createPassChecker(): PassChecker {
  const verifiers = new Map<string, Promise<Verifier>>();
  return async ({ keyId, signedBytes, signature }, keys) => {
    const publicKey = keys.find((key) => key.keyId === keyId)?.publicKey;
    if (publicKey === undefined) return 'unknown-key';
    const verifier = verifiers.get(publicKey) ?? createVerifier(publicKey);
    verifiers.set(publicKey, verifier);
    return (await (await verifier).verify(signedBytes, signature)) ? 'genuine' : 'not-genuine';
  };
}
