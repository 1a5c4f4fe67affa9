import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** Random per data folder, easy to type: `k7wq-3mfz-9dhp`, 59 bits. */
export function mintDemoPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return [group(), group(), group()].join('-');
}

const fileIn = (dataDir: string): string => join(dataDir, 'secrets', 'demo-password');

/** Kept, so that every start can show it. */
export function writeDemoPassword(dataDir: string, password: string): void {
  mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(dataDir), `${password}\n`, { mode: 0o600 });
}

/** @returns null when there is none. */
export function readDemoPassword(dataDir: string): string | null {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
