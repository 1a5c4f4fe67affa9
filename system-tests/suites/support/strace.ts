import { spawnSync } from 'node:child_process';

type Command = [command: string, ...args: string[]];

/** Everything that changes files or says something; what a mapped memory writes cannot be seen. */
const CALLS =
  'openat,write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat';

/** @returns why no program can be traced here; null: one can. */
export function whyNotTraced(): string | null {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'strace is not there';
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.trim().split('\n')[0]}`;
}

/** The command that records what the one behind it does to its files, with all that it writes, for `readTrace`. */
export const recordTo = (file: string): Command => [
  ...(['strace', '-f', '-y', '-xx', '-s', '16777216', '--seccomp-bpf'] as const),
  ...['-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', file],
];

/** The command that kills the one behind it instead of the `nth` time that it calls `call` on these files, from 1. */
export const killBefore = (call: string, nth: number, files: readonly string[]): Command => [
  'strace',
  ...['-f', '-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`],
  ...files.flatMap((file) => ['-P', file]),
  ...['-o', '/dev/null'],
];
