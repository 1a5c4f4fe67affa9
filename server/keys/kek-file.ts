import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const KEK_TEXT = /^[A-Za-z0-9_-]{43}\n?$/;

/** @returns the key encryption key, null when there is no file, 'damaged' when the file holds something else. */
export function readKek(file: string): KeyObject | null | 'damaged' {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  return KEK_TEXT.test(text) ? createSecretKey(text.trim(), 'base64url') : 'damaged';
}

/** Makes a new KEK: 256 bits, base64url, readable by the owner alone, on the disk when this returns. Never overwrites one. */
export function makeKek(file: string): KeyObject {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const kek = randomBytes(32);
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, `${kek.toString('base64url')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return createSecretKey(kek);
}
