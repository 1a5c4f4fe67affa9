import { err, ok, type Result } from '#shared/domain/result.ts';
import { findKekProblem, fingerprintOf, placesIn, readFingerprint, readKek, writeKek } from './kek-file.ts';
import { readIdentity } from './key-database.ts';
import { joinParts, type PartLetter, type RecoveryPart, type RecoveryProblem, splitKek } from './recovery-parts.ts';
import { matchesKekCheck } from './wrapping.ts';

export interface SplitKek {
  readonly fingerprint: string;
  readonly parts: Record<PartLetter, RecoveryPart>;
}

/** A new pair of parts of the KEK that opens the key store; earlier pairs stay good. */
export function makeRecoveryParts(
  dataDir: string,
): Result<SplitKek, 'kek-missing' | 'kek-wrong' | 'key-store-missing'> {
  const problem = findKekProblem(dataDir);
  if (problem) return err(problem);
  const places = placesIn(dataDir);
  const identity = readIdentity(places.keyStore);
  if (!identity) return err('key-store-missing');
  const kek = readKek(places.kek);
  if (!kek || kek === 'damaged' || !matchesKekCheck(kek, identity.kekCheck)) return err('kek-wrong');
  return ok({ fingerprint: fingerprintOf(kek), parts: splitKek(kek) });
}

export type RecoveryRefusal = RecoveryProblem | { readonly why: 'other-key-store' | 'other-kek-there' };

/**
 * Writes the KEK that two parts make, unless it is there already. Where there is a key store, it must be its KEK.
 *
 * @returns its fingerprint. A refusal changes nothing.
 */
export function recoverKek(dataDir: string, texts: Record<PartLetter, string>): Result<string, RecoveryRefusal> {
  const joined = joinParts(texts);
  if (!joined.ok) return joined;
  const kek = joined.value;
  const places = placesIn(dataDir);
  const fingerprint = fingerprintOf(kek);
  const known = readFingerprint(places.fingerprint);
  if (known === null ? !opens(places.keyStore, kek) : known !== fingerprint) return err({ why: 'other-key-store' });
  if (writeKek(places.kek, kek)) return ok(fingerprint);
  const there = readKek(places.kek);
  if (!there || there === 'damaged' || fingerprintOf(there) !== fingerprint) return err({ why: 'other-kek-there' });
  return ok(fingerprint);
}

function opens(keyStore: string, kek: Parameters<typeof matchesKekCheck>[0]): boolean {
  const identity = readIdentity(keyStore);
  return identity === null || matchesKekCheck(kek, identity.kekCheck);
}
