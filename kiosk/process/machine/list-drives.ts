import { readdir, readFile, realpath, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { runTool } from '#kiosk/devices/printer/run-tool.ts';
import { parseMounts } from './parse-mounts.ts';

export type Drive = Extract<StaffPage, { page: 'export' }>['drives'][number];

const MOST_DRIVES = 20;
const TOOL_MS = 15_000;

/**
 * Places that a file for the server can be written to. An id is the folder.
 *
 * @param named folders that somebody gave on the command line; they count as drives wherever they are.
 */
export async function listDrives(named: readonly string[]): Promise<Drive[]> {
  const dirs = new Set([...named, ...(await findPluggedIn())]);
  const drives = await Promise.all([...dirs].map(describeDrive));
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
async function describeDrive(dir: string): Promise<Drive | null> {
  if (dir.length > LONGEST_PLACE) return null;
  try {
    const { bavail, bsize } = await statfs(dir);
    return { id: dir, label: basename(dir) || dir, freeBytes: Math.min(bavail * bsize, Number.MAX_SAFE_INTEGER) };
  } catch {
    return null;
  }
}
