import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { asStorageFailure } from './storage-failure.ts';

/** @returns null when there is no such file. @throws StorageFailure */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw asStorageFailure(error);
  }
}

/**
 * Replaces a small file, readable by its owner only: whatever happens, afterwards it holds the old text or the new one,
 * and once this returned the new one, power cut or not.
 *
 * @throws StorageFailure
 */
export function writeDurably(file: string, text: string): void {
  const part = `${file}.part`;
  try {
    const handle = openSync(part, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
    syncFolder(dirname(file));
  } catch (error) {
    throw asStorageFailure(error);
  }
}

/** Until then the new name may be lost though the content is not. Windows has no such call, and does it by itself. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A damaged file is evidence: it is renamed, never deleted. @throws StorageFailure */
export function renameAside(file: string, now: Date = new Date()): void {
  try {
    renameSync(file, `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`);
  } catch (error) {
    throw asStorageFailure(error);
  }
}
