import { z } from 'zod';
import type { PairingFailure } from '#kiosk/core/ports.ts';
import type { NewPairing, ServerMarks } from '#kiosk/core/sync-store.ts';
import {
  type DownLink,
  PAIRING_PATH,
  type PairingRequest,
  pairingResponseSchema,
} from '#shared/contract/kiosk-sync.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fingerprintOfKey } from '#shared/sealing/key-fingerprint.ts';
import { createVerifier, type Verifier } from '#shared/sealing/signing.ts';
import { type Caller, postSigned, type Reply } from './transport.ts';

export interface PairingOutcome {
  readonly pairing: NewPairing;
  readonly marks: Omit<ServerMarks, 'offsetMs'>;
  readonly down: DownLink;
  readonly roundTripMs: number;
}

const CODES = ['code-unknown', 'code-expired', 'code-used'] as const;

/** SYNC-SPEC R4. @param caller unpaired: kiosk `new`, server `unknown`. @param code 8 characters of Crockford's base32. */
export async function pairKiosk(
  caller: Caller,
  code: string,
  how: {
    readonly appVersion: string;
    readonly counter: number;
    readonly signal: AbortSignal;
    /** Of the only server that will do; null: any. */
    readonly keyFingerprint: string | null;
  },
): Promise<Result<PairingOutcome, PairingFailure>> {
  const { publicKey } = caller.signer;
  const body: PairingRequest = { code, publicKey, appVersion: how.appVersion };
  const message = { path: PAIRING_PATH, body, counter: how.counter, signal: how.signal };
  const reply = await postSigned(caller, message, verifierInAnswer);
  if (reply.kind !== 'verified') return err(failureOf(reply));
  const parsed = pairingResponseSchema.safeParse(reply.body);
  if (!parsed.success) return err('not-our-server');
  const { kioskId, serverId, serverPublicKey, certificate, serverEpoch, serverTime, down } = parsed.data;
  const { keyFingerprint } = how;
  if (keyFingerprint !== null && keyFingerprint !== (await fingerprintOfKey(serverPublicKey))) return err('wrong-key');
  return ok({
    pairing: { serverUrl: caller.serverUrl, kioskId, serverId, serverPublicKey, certificate, publicKey },
    marks: { serverEpoch, standing: 'active', attestedAt: serverTime },
    down,
    roundTripMs: reply.roundTripMs,
  });
}

const keyInAnswerSchema = z.object({ serverPublicKey: z.string() });

/** The key that is pinned from now on must have signed the very answer that brings it. */
async function verifierInAnswer(body: unknown): Promise<Verifier | null> {
  const parsed = keyInAnswerSchema.safeParse(body);
  if (!parsed.success) return null;
  try {
    return await createVerifier(parsed.data.serverPublicKey);
  } catch {
    return null;
  }
}

/** A refusal is signed by nobody that is known yet; it changes nothing but the sentence on the screen. */
function failureOf(reply: Exclude<Reply, { kind: 'verified' }>): PairingFailure {
  if (reply.kind === 'silence') return 'unreachable';
  if (reply.kind === 'out-of-date') return 'out-of-date';
  const problem = problemSchema.safeParse(reply.body);
  if (!problem.success) return 'not-our-server';
  return CODES.find((code) => code === problem.data.code) ?? 'unreachable';
}
