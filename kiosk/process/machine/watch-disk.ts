import type { DiskLevel } from '#kiosk/core/view.ts';
import { readDiskLevel } from '#kiosk/store/disk-level.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Tells how much room there is, at once and whenever that changes.
 *
 * @returns a function that ends it.
 */
export function watchDisk(dir: string, onLevel: (level: DiskLevel) => void): () => void {
  let known: DiskLevel = 'ok';
  const look = (): void => {
    const level = readDiskLevel(dir);
    if (level !== known) onLevel(level);
    known = level;
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
