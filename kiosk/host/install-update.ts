import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UPDATE_FOLDER } from '#kiosk/bridge/update-files.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { UpdatePlace } from './update-place.ts';
import { beginTrial } from './update-trial.ts';

export interface PackageToInstall {
  readonly file: string;
  /** base64url. */
  readonly sha256: string;
  readonly version: string;
}

export type InstallProblem = 'no-place' | 'foreign-file' | 'wrong-hash' | 'failed';

/** The version before, kept beside the new one. */
export const previousOf = (file: string): string => `${file}.previous`;

/**
 * Puts a package in this program's place. After an ok the program has to end: an AppImage starts the new one, a Windows
 * installer runs already and waits for that.
 *
 * @param data the kiosk's folder; only what lies in its `updates/` is installed.
 */
export async function installUpdate(
  place: UpdatePlace | null,
  wanted: PackageToInstall,
  data: string,
): Promise<Result<void, InstallProblem>> {
  if (!place) return err('no-place');
  const folder = resolve(data, UPDATE_FOLDER);
  if (dirname(resolve(wanted.file)) !== folder) return err('foreign-file');
  try {
    if (place.kind === 'nsis') return await runInstaller(wanted, folder);
    return await replaceFile(place.file, wanted, data);
  } catch {
    return err('failed');
  }
}

async function replaceFile(
  file: string,
  { file: from, sha256, version }: PackageToInstall,
  data: string,
): Promise<Result<void, InstallProblem>> {
  const fresh = `${file}.new`;
  await copyFile(from, fresh, constants.COPYFILE_FICLONE);
  // The copy is looked at: nobody can change it between the look and its use who could not change the kiosk itself.
  if (!(await hasHash(fresh, sha256))) {
    await rm(fresh, { force: true });
    return err('wrong-hash');
  }
  await chmod(fresh, 0o755);
  await syncPath(fresh);
  const spare = `${previousOf(file)}.new`;
  await rm(spare, { force: true });
  await link(file, spare).catch(() => copyFile(file, spare, constants.COPYFILE_FICLONE));
  await rename(spare, previousOf(file));
  beginTrial(data, { file, sha256, version });
  await rename(fresh, file);
  await syncPath(dirname(file));
  return ok(undefined);
}

/** Silent, as electron-builder's installers take it; it waits for this program to end and starts the new one. */
async function runInstaller({ file, sha256 }: PackageToInstall, folder: string): Promise<Result<void, InstallProblem>> {
  const program = join(folder, 'setup.exe');
  await copyFile(file, program);
  if (!(await hasHash(program, sha256))) return err('wrong-hash');
  await new Promise<void>((started, failed) => {
    const child = spawn(program, ['--updated', '/S', '--force-run'], { detached: true, stdio: 'ignore' });
    child.once('error', failed);
    child.once('spawn', () => {
      child.unref();
      started();
    });
  });
  return ok(undefined);
}

async function hasHash(file: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('base64url') === sha256;
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
