import { readFileSync } from 'node:fs';

/**
 * Whether Linux holds a process in uninterruptible sleep (state D of proc_pid_stat(5)): it waits for a disk, and not even
 * SIGKILL reaches it before that answers. Elsewhere nothing tells.
 */
export function isInDiskWait(pid: number | undefined, root = '/proc'): boolean {
  if (pid === undefined) return false;
  try {
    const stat = readFileSync(`${root}/${pid}/stat`, 'latin1');
    // The name before it may hold anything, brackets and spaces too.
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'D';
  } catch {
    return false;
  }
}
