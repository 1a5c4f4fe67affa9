import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.object({ origin: z.url() });
const fileIn = (dataDir: string): string => join(dataDir, 'run', 'server.json');

/** Where phones and kiosks reach the server: left by each start for commands that run beside or after it. */
export function writeLastOrigin(dataDir: string, origin: string): void {
  const file = fileIn(dataDir);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify({ origin })}\n`);
  renameSync(`${file}.new`, file);
}

/** @returns null when no server was ever started on this folder. */
export function readLastOrigin(dataDir: string): string | null {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8'))).origin;
  } catch {
    return null;
  }
}
