import { fork } from 'node:child_process';
import process from 'node:process';
import type { Readable } from 'node:stream';
import type { CoreProcess } from '#kiosk/bridge/core-link.ts';
import { CORE_MEMORY_FLAGS } from '#kiosk/bridge/core-memory.ts';
import { isInDiskWait } from './disk-wait.ts';

const END_PATIENCE_MS = 5_000;

export interface ForkOptions {
  /** Absolute path of the core's program. */
  readonly script: string;
  readonly args: readonly string[];
  /** The Node to run it; this one where nothing is said. */
  readonly node?: string | undefined;
  /** Where Node may keep compiled sources: a core that must come back soon starts in two thirds of the time. */
  readonly compileCache?: string | undefined;
  /** Takes what it writes to its error output. */
  readonly onErrors: (errors: Readable) => void;
}

/** The core in a Node of its own. It ends by itself when this process is gone. */
export function forkCore({ script, args, node, compileCache, onErrors }: ForkOptions): CoreProcess {
  const child = fork(script, args, {
    execPath: node ?? process.execPath,
    execArgv: [...CORE_MEMORY_FLAGS],
    env: { ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }), ...process.env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (child.stderr) onErrors(child.stderr);
  return {
    send: (message) => void (child.connected && child.send(message, () => {})),
    onMessage: (listener) => child.on('message', listener),
    onExit(listener) {
      let isTold = false;
      const tell = (code: number | null): void => {
        if (!isTold) listener(code);
        isTold = true;
      };
      child.once('exit', tell);
      child.once('error', () => tell(null));
    },
    end() {
      // Windows has no signal a process could answer; the end of the wire is understood everywhere.
      if (child.connected) child.disconnect();
      setTimeout(() => child.kill('SIGKILL'), END_PATIENCE_MS).unref();
    },
    kill: () => void child.kill('SIGKILL'),
    isWaitingForDisk: () => isInDiskWait(child.pid),
  };
}
