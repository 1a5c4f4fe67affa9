import { spawnSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./failing-disk.c', import.meta.url));

export type DiskCall = 'fsync' | 'pwrite64' | 'pread64';

export interface FailingDisk {
  /** For the program whose disk it is. */
  readonly env: Readonly<Record<string, string>>;
  /** These calls on files of these names end with EIO from now on. */
  fail(...faults: readonly (readonly [call: DiskCall, name: string])[]): void;
  /** From now on these 4,096 bytes of a file can be read by nobody, whatever it is renamed to. */
  wearOut(file: string, at: number): void;
  heal(): void;
}

/** @param dir for its own files. @returns why there can be none here. */
export function makeFailingDisk(dir: string): FailingDisk | string {
  if (process.platform !== 'linux') return 'calls can be made to fail on Linux only';
  const library = join(dir, 'failing-disk.so');
  const built = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (built.status !== 0) return `no C compiler: ${built.error?.message ?? built.stderr.trim()}`;
  const control = join(dir, 'faults');
  return {
    env: { LD_PRELOAD: library, FAULT_CONTROL: control },
    fail: (...faults) => writeFileSync(control, faults.map((fault) => `${fault.join(' ')}\n`).join('')),
    wearOut: (file, at) => writeFileSync(control, `pread64 #${statSync(file).ino} ${at}\n`),
    heal: () => rmSync(control, { force: true }),
  };
}
