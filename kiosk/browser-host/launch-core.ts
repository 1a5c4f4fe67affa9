import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CoreProcess } from '#kiosk/bridge/core-link.ts';

const SCRIPT = fileURLToPath(new URL('../process/main.ts', import.meta.url));
const END_PATIENCE_MS = 5_000;

/** The core in a Node of its own. It ends by itself when this process is gone. */
export function launchCore(args: readonly string[]): CoreProcess {
  const child = fork(SCRIPT, args, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (message) => void (child.connected && child.send(message, () => {})),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    end() {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), END_PATIENCE_MS).unref();
    },
  };
}
