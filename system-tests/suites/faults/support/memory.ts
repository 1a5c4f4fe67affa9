import { readFileSync } from 'node:fs';

/** The most memory a process of this machine ever held (Linux: VmHWM), in MB; null where that is not told. */
export function peakMemoryMb(pid: number): number | null {
  try {
    const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : Math.round(Number(kb) / 1_024);
  } catch {
    return null;
  }
}
