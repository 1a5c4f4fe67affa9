import { readdir, readFile, realpath, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { runTool } from '#kiosk/devices/printer/run-tool.ts';
import { within } from '#kiosk/devices/within.ts';
import { parseMounts } from './parse-mounts.ts';

export type Drive = Extract<StaffPage, { page: 'export' }>['drives'][number];

const MOST_DRIVES = 20;
const TOOL_MS = 15_000;

/** Longer than any stick takes, shorter than the staff wait. */
const DRIVE_MS = 3_000;

export type AskRoom = (dir: string) => Promise<number | null>;

/**
 * Places that a file for the server can be written to. An id is the folder.
 *
 * @param named folders that somebody gave on the command line; they count as drives wherever they are.
 * @param askRoom bytes free in a folder; null: nothing is there. One that hangs is left out.
 */
export async function listDrives(named: readonly string[], askRoom: AskRoom = askFreeBytes): Promise<Drive[]> {
  const dirs = new Set([...named, ...(await findPluggedIn())]);
  const drives = await Promise.all([...dirs].map((dir) => within(DRIVE_MS, describeDrive(dir, askRoom), null)));
  return drives.filter((drive) => drive !== null).slice(0, MOST_DRIVES);
}

function findPluggedIn(): Promise<string[]> {
  if (process.platform === 'win32') return listRemovableLetters();
  return process.platform === 'darwin' ? listVolumes() : readMounts();
}

async function readMounts(): Promise<string[]> {
  const text = await readFile('/proc/mounts', 'utf8').catch(() => '');
  return parseMounts(text)
    .filter(({ isReadOnly }) => !isReadOnly)
    .map(({ dir }) => dir);
}

/** The start-up disk is among them, as a link to the root. */
async function listVolumes(): Promise<string[]> {
  const names = await readdir('/Volumes').catch(() => []);
  const dirs = names.map((name) => join('/Volumes', name));
  const real = await Promise.all(dirs.map((dir) => realpath(dir).catch(() => '/')));
  return dirs.filter((_, index) => real[index] !== '/');
}

/** `DriveType` 2 is removable (Win32_LogicalDisk). */
async function listRemovableLetters(): Promise<string[]> {
  const command = "Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=2' | ForEach-Object DeviceID";
  const args = ['-NoProfile', '-NonInteractive', '-Command', command];
  const answer = await runTool('powershell.exe', args, { ms: TOOL_MS });
  if (answer.kind !== 'ended' || answer.code !== 0) return [];
  return answer.stdout
    .split(/\r?\n/)
    .filter((letter) => /^[A-Z]:$/.test(letter))
    .map((letter) => `${letter}\\`);
}

/** What a screen can be told of: some network drives claim more room than a number holds. */
const LONGEST_PLACE = 300;

/** @returns null when nothing is there. */
async function describeDrive(dir: string, askRoom: AskRoom): Promise<Drive | null> {
  if (dir.length > LONGEST_PLACE) return null;
  const bytes = await askRoom(dir);
  return bytes === null
    ? null
    : { id: dir, label: basename(dir) || dir, freeBytes: Math.min(bytes, Number.MAX_SAFE_INTEGER) };
}

/**
 * On Linux a program of its own asks: a network drive or a dying stick that hangs would keep one of the four threads that
 * this process has for its own disk and for sealing.
 */
async function askFreeBytes(dir: string): Promise<number | null> {
  if (process.platform !== 'linux') return askHere(dir);
  const answer = await runTool('stat', ['-f', '-c', '%a %S', '--', dir], { ms: DRIVE_MS });
  if (answer.kind === 'not-installed') return askHere(dir);
  const [, blocks, size] = (answer.kind === 'ended' && /^(\d+) (\d+)\n/.exec(answer.stdout)) || [];
  return blocks === undefined || size === undefined ? null : Number(blocks) * Number(size);
}

async function askHere(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    return null;
  }
}
