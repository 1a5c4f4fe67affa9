import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { base32crockford } from '@scure/base';

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

/** Makes a new KEK: 256 bits, base64url, readable by the owner alone, on the disk when this returns. Never overwrites one. */
export function makeKek(file: string): KeyObject {
  const kek = createSecretKey(randomBytes(32));
  writeKek(file, kek);
  return kek;
}

/** @throws when there is a file already. */
export function writeKek(file: string, kek: KeyObject): void {
  writeWhole(file, `${kek.export().toString('base64url')}\n`, 'wx');
  syncFolder(dirname(file));
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
  writeWhole(`${file}.part`, `${fingerprint}\n`, 'w');
  renameSync(`${file}.part`, file);
  syncFolder(dirname(file));
}

/** The next KEK takes the place of the one before it. */
export function promoteNextKek({ kek, nextKek }: ReturnType<typeof placesIn>): void {
  renameSync(nextKek, kek);
  syncFolder(dirname(kek));
}

export function discardNextKek({ nextKek }: ReturnType<typeof placesIn>): void {
  rmSync(nextKek, { force: true });
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

function writeWhole(file: string, text: string, flags: 'w' | 'wx'): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, flags, 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Until then a power cut may lose the new name though not the content. Windows has no such call. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
