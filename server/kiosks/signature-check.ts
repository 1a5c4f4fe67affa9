import { createHash } from 'node:crypto';
import { type KioskAuthorization, requestBytes } from '#shared/contract/kiosk-signature.ts';
import { fromBase64url } from '#shared/sealing/bytes.ts';
import { createVerifier, type Verifier } from '#shared/sealing/signing.ts';
import type { SignedRequest } from '../http/principals.ts';
import { remember } from './remember.ts';

/** R1: whether a request was signed with the key, for the server. */
export type SignatureCheck = (
  request: SignedRequest,
  auth: KioskAuthorization,
  by: { readonly publicKey: string; readonly serverId: string },
) => Promise<boolean>;

export function createSignatureCheck(): SignatureCheck {
  const verifiers = new Map<string, Promise<Verifier>>();
  return async ({ method, path, query, body }, auth, { publicKey, serverId }) => {
    const { kioskId, kioskEpoch, counter } = auth;
    const bodyHash = hashOf(body);
    const message = requestBytes({ method, path, query, bodyHash, kioskId, serverId, kioskEpoch, counter });
    try {
      const verifier = await remember(verifiers, publicKey, () => createVerifier(publicKey));
      return await verifier.verify(message, fromBase64url(auth.signature));
    } catch {
      // No key at all, or a signature that is no base64url.
      verifiers.delete(publicKey);
      return false;
    }
  };
}

/** SHA-256, base64url. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');
