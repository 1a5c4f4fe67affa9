import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { base32crockford } from '@scure/base';
import { createDurably, isLeftover, renameDurably, writeDurably } from '../config/durable-file.ts';
import { makeFolder } from '../config/make-folder.ts';

const KEK_TEXT = /^[A-Za-z0-9_-]{43}\n?$/;

/** Where key store and KEK lie in a data folder; the KEK apart from both, so that one of its folders can be mounted from elsewhere. */
export const placesIn = (dataDir: string) => ({
  keyStore: join(dataDir, 'keys', 'keys.db'),
  /** Of the KEK that opens the key store: a wrong one is recognised before anything is opened. */
  fingerprint: join(dataDir, 'keys', 'kek-fingerprint'),
  kek: join(dataDir, 'secrets', 'kek'),
  /** The next KEK, while the key store is wrapped anew. */
  nextKek: join(dataDir, 'secrets', 'kek.next'),
});

/** @returns the key encryption key, null when there is no file, 'damaged' when the file holds something else. */
export function readKek(file: string): KeyObject | null | 'damaged' {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  return KEK_TEXT.test(text) ? createSecretKey(text.trim(), 'base64url') : 'damaged';
}

/**
 * Makes a new KEK: 256 bits, base64url, readable by the owner alone, whole and on the disk when this returns.
 *
 * @returns null when there is a file already.
 */
export function makeKek(file: string): KeyObject | null {
  const kek = createSecretKey(randomBytes(32));
  return writeKek(file, kek) ? kek : null;
}

/** @returns false when there is a file already: it is never overwritten. */
export function writeKek(file: string, kek: KeyObject): boolean {
  makeFolder(dirname(file));
  return createDurably(file, `${kek.export().toString('base64url')}\n`);
}

/** 80 bits that tell one KEK from another and nothing about it: `XXXX-XXXX-XXXX-XXXX` in Crockford's base32. */
export function fingerprintOf(kek: KeyObject): string {
  const hash = createHmac('sha256', kek).update('venue-checkin/kek-fingerprint/v1').digest().subarray(0, 10);
  return (base32crockford.encode(hash).match(/.{4}/g) ?? []).join('-');
}

export function readFingerprint(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

export function saveFingerprint(file: string, kek: KeyObject): void {
  const fingerprint = fingerprintOf(kek);
  if (readFingerprint(file) === fingerprint) return;
  writeDurably(file, `${fingerprint}\n`);
}

/** The next KEK takes the place of the one before it. */
export function promoteNextKek({ kek, nextKek }: ReturnType<typeof placesIn>): void {
  renameDurably(nextKek, kek);
}

/** And what a power cut left of one on its way to the disk, which may be the KEK of now. */
export function discardNextKek({ kek, nextKek }: ReturnType<typeof placesIn>): void {
  rmSync(nextKek, { force: true });
  const folder = dirname(kek);
  for (const name of readdirSync(folder)) if (isLeftover(name, kek)) rmSync(join(folder, name));
}

/**
 * Looks at the key files alone, before anything is opened or made.
 *
 * @returns null when the KEK is there and is, as far as its fingerprint says, the right one, or when there are no keys yet.
 */
export function findKekProblem(dataDir: string): 'kek-missing' | 'kek-wrong' | null {
  const places = placesIn(dataDir);
  const kek = readKek(places.kek);
  if (kek === 'damaged') return 'kek-wrong';
  const known = readFingerprint(places.fingerprint);
  if (known === null && !existsSync(places.keyStore)) return null;
  if (kek === null) return 'kek-missing';
  if (known === null || fingerprintOf(kek) === known) return null;
  // A change of the KEK that was cut off is finished when the key store is opened.
  const next = readKek(places.nextKek);
  return next && next !== 'damaged' && fingerprintOf(next) === known ? null : 'kek-wrong';
}
