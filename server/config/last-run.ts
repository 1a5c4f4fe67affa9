import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lastRunSchema = z.object({
  /** Where phones and kiosks reach the server. */
  origin: z.url(),
  timeZone: z.string(),
});
export type LastRun = z.infer<typeof lastRunSchema>;

const fileIn = (dataDir: string): string => join(dataDir, 'run', 'server.json');

/** What each start leaves for commands that run beside or after it: they are not told the server's options. */
export function writeLastRun(dataDir: string, run: LastRun): void {
  const file = fileIn(dataDir);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(run)}\n`);
  renameSync(`${file}.new`, file);
}

/** @returns null when no server was ever started on this folder. */
export function readLastRun(dataDir: string): LastRun | null {
  try {
    return lastRunSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
