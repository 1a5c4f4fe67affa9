import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskLevel } from '#kiosk/core/view.ts';
import { BALLAST_NAME, freeBytes } from './ballast.ts';

const LITTLE_BYTES = 500_000_000;
const SCARCE_BYTES = 100_000_000;

/** How much room the kiosk's folder has; `full` from the moment in which its ballast was given up until it is back. */
export function readDiskLevel(dir: string): DiskLevel {
  const free = freeBytes(dir);
  if (free === null) return 'ok';
  if (free < SCARCE_BYTES) return existsSync(join(dir, BALLAST_NAME)) ? 'scarce' : 'full';
  return free < LITTLE_BYTES ? 'low' : 'ok';
}
