import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { PlainError } from './plain-error.mjs';
import { ROOT } from './project.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry */
/** @typedef {Record<string, LockEntry>} LockEntries */

/**
 * Whether node_modules holds what the lock file asks for. npm writes the second list when an installation is complete,
 * so an interrupted one counts as none; optional packages may be missing (they are for other platforms).
 *
 * @param {LockEntries} wanted `packages` of package-lock.json
 * @param {LockEntries} installed `packages` of node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const surplus = Object.entries(installed).some(([path, entry]) => wanted[path]?.version !== entry.version);
  const missing = Object.entries(wanted).some(
    ([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && installed[path] === undefined,
  );
  return !surplus && !missing;
}

/** @param {string} file @returns {LockEntries | null} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Installs from the lock file unless that is already done.
 *
 * @param {import('./children.mjs').Children} children
 */
export async function ensureInstalled(children) {
  const wanted = readLock('package-lock.json');
  if (wanted === null) throw new PlainError('package-lock.json cannot be read: is the clone complete?');
  const installed = readLock('node_modules/.package-lock.json');
  if (installed !== null && isInstalled(wanted, installed)) return;
  console.log('Installing packages from the lock file (a minute or two the first time) ...');
  const [command, ...args] = npmCommand();
  const code = await children.run(command, [...args, 'ci', '--loglevel=error'], { shell: command === 'npm.cmd' });
  if (code !== 0) throw new PlainError(`"npm ci" ended with code ${code}: see its message above.`);
}

/** @returns {[string, ...string[]]} */
function npmCommand() {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return [process.execPath, npm];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}
