import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { PlainError } from './plain-error.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const RUNTIME_MAJOR = 24;

/** @returns {string | null} the Node 24 that npm installed for this platform, by its full path */
export function findInstalledNode() {
  const folder = join(
    ROOT,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  );
  const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/** The Node that runs server, kiosk and tools: the installed Node 24, or the running one if it is as new. */
export function requireNode() {
  const installed = findInstalledNode();
  if (installed !== null) return installed;
  if (Number(process.versions.node.split('.')[0]) >= RUNTIME_MAJOR) return process.execPath;
  throw new PlainError(
    `Node ${RUNTIME_MAJOR} could not be installed for ${process.platform} ${process.arch}: install Node ${RUNTIME_MAJOR} yourself and run this again with it.`,
  );
}

/**
 * The JavaScript file behind a package's command, so that it can be run with a Node of our choice on any platform.
 *
 * @param {string} packageName
 * @param {string} command
 */
export function requireTool(packageName, command) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
