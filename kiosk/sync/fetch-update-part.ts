import type { Pairing } from '#kiosk/core/ports.ts';
import { UPDATE_PART_PATH, type UpdatePartRequest, updatePartResponseSchema } from '#shared/contract/kiosk-update.ts';
import { createVerifier } from '#shared/sealing/signing.ts';
import { type Caller, postSigned } from './transport.ts';

/** @returns null when the server cannot be reached, or offers it no longer. */
export async function fetchUpdatePart(
  caller: Omit<Caller, keyof Pairing>,
  pairing: Pairing,
  request: UpdatePartRequest,
  how: { readonly counter: number; readonly signal: AbortSignal },
): Promise<Uint8Array | null> {
  const verifier = await createVerifier(pairing.serverPublicKey);
  const message = { path: UPDATE_PART_PATH, body: request, ...how };
  const reply = await postSigned({ ...pairing, ...caller }, message, () => Promise.resolve(verifier));
  if (reply.kind !== 'verified' || reply.status !== 200) return null;
  const parsed = updatePartResponseSchema.safeParse(reply.body);
  return parsed.success ? Buffer.from(parsed.data.base64, 'base64') : null;
}
