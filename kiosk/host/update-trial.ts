import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KEPT_FILE, REFUSED_FILE, refusedPackagesSchema, UPDATE_FOLDER } from '#kiosk/bridge/update-files.ts';

const trialSchema = z.object({
  /** The AppImage that was replaced; the one before stands beside it. */
  file: z.string(),
  sha256: z.string(),
  version: z.string(),
  /** The form that the records had by then: what brings them further cannot be taken back. null: not known. */
  format: z.int().nullable().catch(null),
  /** Starts since then, wall clock. */
  starts: z.array(z.number()),
});
type Trial = z.infer<typeof trialSchema>;

const TRIES = 3;
/** Starts that lie further apart are no failures in a row. */
const WITHIN_MS = 600_000;
const MOST_REFUSED = 20;

const keptSchema = z.object({ format: z.int() });
/** As the store writes it beside its database; null: nothing is there. */
const formatIn = (data: string): number | null => readJson(join(data, KEPT_FILE), keptSchema)?.format ?? null;

const fileOf = (data: string, name = 'trial.json'): string => join(data, UPDATE_FOLDER, name);

/** A new program is about to take the place of the old one. @throws Error when that cannot be written down. */
export function beginTrial(data: string, what: Omit<Trial, 'starts' | 'format'>): void {
  write(fileOf(data), { ...what, format: formatIn(data), starts: [] });
}

/** It came up: it stays. */
export const endTrial = (data: string): void => rmSync(fileOf(data), { force: true });

/**
 * Before anything else at each start: counts the tries of a new program, and after three that failed in a row puts the one
 * before back in its place; but not where that one could not read the records any more.
 *
 * @param file the AppImage that runs. @returns rolled-back: this program has to end and start `file` again.
 */
export function tryUpdate(data: string, file: string, now: number): 'settled' | 'on-trial' | 'rolled-back' {
  const trial = readJson(fileOf(data), trialSchema);
  if (!trial || trial.file !== file) return 'settled';
  const starts = trial.starts.filter((at) => Math.abs(now - at) < WITHIN_MS);
  if (starts.length < TRIES) {
    attempt(() => write(fileOf(data), { ...trial, starts: [...starts, now] }));
    return 'on-trial';
  }
  if (trial.format !== null && formatIn(data) !== trial.format) {
    endTrial(data);
    return 'settled';
  }
  const known = readJson(fileOf(data, REFUSED_FILE), refusedPackagesSchema)?.refused ?? [];
  // First that it is not fetched again, then that it is gone: a power cut between repeats this.
  attempt(() => write(fileOf(data, REFUSED_FILE), { refused: [...known, trial.sha256].slice(-MOST_REFUSED) }));
  try {
    renameSync(`${file}.previous`, file);
  } catch {
    // Nothing to go back to: it goes on trying.
    endTrial(data);
    return 'settled';
  }
  endTrial(data);
  return 'rolled-back';
}

/** A disk that takes nothing keeps no program from its start. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Not counted, or fetched once more: both are better than no kiosk.
  }
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function write(file: string, value: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
}
