import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { PlainError } from './plain-error.mjs';

/** Makes the folder that holds everything the system keeps, and proves that it can be written. @param {string} folder */
export function requireWritable(folder) {
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new PlainError(`The data folder ${folder} cannot be written (${code}): choose another with --data DIR.`);
  }
}

/** One folder at a time: Node's own recursive mkdir never returns where a file system forbids new folders, as /proc does. @param {string} folder */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
