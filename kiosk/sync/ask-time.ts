import { TIME_PATH, type TimeRequest, timeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Verifier } from '#shared/sealing/signing.ts';
import { type Caller, postSigned } from './transport.ts';

/**
 * SYNC-SPEC T4: the server's word on the time, over a connection whose certificate need not be valid now. It is bound to the
 * counter and signed by the pinned key, so whoever is on the way can at most hold it back.
 *
 * @returns null when there is none.
 */
export async function askTime(
  caller: Caller,
  how: { readonly certificate: string; readonly counter: number; readonly signal: AbortSignal },
  verifier: Verifier,
): Promise<{ readonly serverTime: Instant; readonly roundTripMs: number } | null> {
  const { certificate, counter, signal } = how;
  const body: TimeRequest = { certificate };
  const message = { path: TIME_PATH, body, counter, signal, evenOutOfDate: true };
  const reply = await postSigned(caller, message, () => Promise.resolve(verifier));
  if (reply.kind !== 'verified' || reply.status !== 200) return null;
  const parsed = timeResponseSchema.safeParse(reply.body);
  return parsed.success ? { serverTime: parsed.data.serverTime, roundTripMs: reply.roundTripMs } : null;
}
