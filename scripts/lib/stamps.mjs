import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.git']);
const TEST_FILE = /[.]test[.]tsx?$/;

/**
 * A hash over the names and contents of source files; tests do not count.
 *
 * @param {string} root
 * @param {string[]} sources files and folders under root; a missing one counts as empty
 */
export function hashSources(root, sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => listFiles(root, source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} root @param {string} path @returns {string[]} sorted, relative to root, with forward slashes */
function listFiles(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return TEST_FILE.test(path) ? [] : [path];
  return readdirSync(full)
    .filter((name) => !SKIPPED.has(name))
    .toSorted()
    .flatMap((name) => listFiles(root, `${path}/${name}`));
}

/**
 * @typedef {object} Stamped
 * @property {string} name
 * @property {string[]} sources
 * @property {string[]} outputs
 */

/** @param {string} root @param {string} name */
const stampFile = (root, name) => join(root, 'dist', '.stamps', name);

/** Whether what was built is there and was built from today's sources. @param {string} root @param {Stamped} target */
export function isFresh(root, { name, sources, outputs }) {
  const file = stampFile(root, name);
  if (!existsSync(file) || !outputs.every((output) => existsSync(join(root, output)))) return false;
  return readFileSync(file, 'utf8') === hashSources(root, sources);
}

/**
 * Builds and leaves a stamp of the sources as they were before: an edit made meanwhile builds again.
 *
 * @param {string} root
 * @param {Stamped} target
 * @param {() => Promise<void>} build
 */
export async function buildAndStamp(root, target, build) {
  const file = stampFile(root, target.name);
  const hash = hashSources(root, target.sources);
  rmSync(file, { force: true });
  await build();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
