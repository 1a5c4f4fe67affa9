import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of its own, in memory, that is quickly filled. */
export interface SmallDisk {
  readonly dir: string;
  /** Fills it up until no more than this is free. */
  leave(bytes: number): void;
  /** Somebody deletes what filled it. */
  clear(): void;
  remove(): void;
}

/** @returns why there is none: mounting takes rights that not everybody has. */
export function mountSmallDisk(megabytes: number): SmallDisk | string {
  const dir = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', dir], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0) {
    rmSync(dir, { recursive: true });
    return `no file system can be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`;
  }
  const filler = join(dir, 'filler');
  const free = (): number => {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  };
  return {
    dir,
    leave(bytes) {
      const handle = openSync(filler, 'a');
      const chunk = Buffer.alloc(1024 * 1024);
      try {
        for (let more = free() - bytes; more > 0; more = free() - bytes) {
          writeSync(handle, chunk, 0, Math.min(chunk.length, more));
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(handle);
      }
    },
    clear() {
      const handle = openSync(filler, 'r+');
      ftruncateSync(handle, 0);
      closeSync(handle);
    },
    remove() {
      spawnSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
