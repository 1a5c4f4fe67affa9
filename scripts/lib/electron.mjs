import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './project.mjs';

const BINARIES = /** @type {Record<string, string>} */ ({
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
});

/**
 * Looks for the binary without importing the package: a require of it would begin a download.
 *
 * @returns {string | null} full path
 */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ROOT, 'node_modules', 'electron', 'dist');
  const file = join(folder, BINARIES[process.platform] ?? 'electron');
  return existsSync(file) ? file : null;
}

/** Whether a window can be opened here. */
export function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Electron refuses to run as root with its sandbox on, and we do not turn the sandbox off. */
export function isRoot() {
  return process.getuid?.() === 0;
}

/** Without a graphics device (a virtual display, a virtual machine) Electron's attempts to use one can hang its window. */
export function hasGraphics() {
  return process.platform !== 'linux' || existsSync('/dev/dri');
}
