import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import process from 'node:process';

/**
 * Replaces a small file, readable by its owner only: whatever happens, afterwards it holds the old text or the new one, and
 * once this returned the new one, power cut or not.
 *
 * @throws as the file system does.
 */
export function writeDurably(file: string, text: string): void {
  renameDurably(writePart(file, text), file);
}

/**
 * As {@link writeDurably}, for a file that must never take the place of another: it appears whole under its name, or not.
 *
 * @returns false when there is a file of that name.
 */
export function createDurably(file: string, text: string): boolean {
  const part = writePart(file, text);
  try {
    if (!putInPlace(part, file)) return false;
  } finally {
    rmSync(part, { force: true });
  }
  syncFolder(dirname(file));
  return true;
}

/** Whether a write was cut off there. @param name of something in the folder of a file that was written durably, or did not come to it. */
export const isLeftover = (name: string, file: string): boolean =>
  name.startsWith(`${basename(file)}.`) && /\.\d+\.part$/.test(name);

/** @returns the name under which the text is on the disk, whole; each process has its own. */
function writePart(file: string, text: string): string {
  const part = `${file}.${process.pid}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return part;
}

/** A second name is given to nothing that is there already; some file systems have no second names. */
function putInPlace(part: string, file: string): boolean {
  try {
    linkSync(part, file);
    return true;
  } catch (error) {
    if (existsSync(file)) return false;
    if (!/^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(codeOf(error))) throw error;
    renameSync(part, file);
    return true;
  }
}

/** What is under the old name has reached the disk already. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Makes what was written to a file, by whomever, safe. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Until then a power cut may lose the names made, changed and taken away in a folder, though not what they hold. Windows has
 * no such call, and some file systems refuse it.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!/^(EINVAL|ENOTSUP)$/.test(codeOf(error))) throw error;
  } finally {
    closeSync(handle);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
