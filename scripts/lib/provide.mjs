import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { PlainError } from './plain-error.mjs';
import { ROOT, requireNode, requireTool } from './project.mjs';

/** @typedef {import('./children.mjs').Children} Children */

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string} name @returns {string | null} full path of a command on PATH */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | null} */
function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && existsSync(named)) return named;
  return CHROMIUM_NAMES.map(findOnPath).find((file) => file !== null) ?? null;
}

/**
 * Chromium of the machine, else Playwright's download, else the system's package when we are root.
 *
 * @param {Children} children
 * @returns {Promise<string | null>} full path, or null when none of the ways worked
 */
export async function provideChromium(children) {
  return (
    findChromium() ??
    (await downloadChromium(children)) ??
    ((await aptInstall(children, 'chromium')) ? findChromium() : null)
  );
}

/** @param {Children} children @returns {Promise<string | null>} */
async function downloadChromium(children) {
  const found = await playwrightChromium(children);
  if (found !== null) return found;
  console.log('No Chromium on this machine: trying the download of Playwright ...');
  await children.capture(requireNode(), [requireTool('playwright-core', 'playwright-core'), 'install', 'chromium']);
  return playwrightChromium(children);
}

/** @param {Children} children @returns {Promise<string | null>} */
async function playwrightChromium(children) {
  const ask = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  const { stdout } = await children.capture(requireNode(), ['--eval', ask], { cwd: ROOT });
  return stdout !== '' && existsSync(stdout) ? stdout : null;
}

/**
 * @param {Children} children
 * @param {string} command
 * @param {string} packageName the system's package that has it
 * @returns {Promise<string | null>} full path of a command, installed where we may
 */
export async function provideTool(children, command, packageName) {
  return findOnPath(command) ?? ((await aptInstall(children, packageName)) ? findOnPath(command) : null);
}

/**
 * What the tests need beyond npm packages, told to them by environment variables.
 *
 * @param {Children} children
 * @returns {Promise<Record<string, string>>}
 */
export async function provideTestTools(children) {
  const chromium = await provideChromium(children);
  if (chromium === null) {
    throw new PlainError(
      'No Chromium: none on PATH, the download failed and apt-get could not install it. Install Chromium, or set CHROMIUM_PATH.',
    );
  }
  if ((await provideTool(children, 'socat', 'socat')) === null)
    console.log('skipped: tests with a serial scanner, because socat could not be found or installed.');
  return { CHROMIUM_PATH: chromium };
}

/** @param {Children} children @param {string} name @returns {Promise<boolean>} whether it was installed */
async function aptInstall(children, name) {
  if (process.getuid?.() !== 0 || findOnPath('apt-get') === null) return false;
  console.log(`Installing ${name} with apt-get ...`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await children.capture('apt-get', ['update', '-q'], { env });
  const { code, stderr } = await children.capture('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], {
    env,
  });
  if (code !== 0) console.error(stderr.trim());
  return code === 0;
}
