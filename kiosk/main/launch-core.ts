import process from 'node:process';
import { utilityProcess } from 'electron';
import type { CoreProcess } from '#kiosk/bridge/core-link.ts';
import { CORE_MEMORY_FLAGS } from '#kiosk/bridge/core-memory.ts';
import { isInDiskWait } from '#kiosk/host/disk-wait.ts';
import type { HostLog } from '#kiosk/host/host-log.ts';

const END_PATIENCE_MS = 5_000;
/** better-sqlite3 ends older ones without a word. */
const NEEDED_NODE = 22;

/** Then the core runs in a Node of its own. */
export const needsOwnNode = (): boolean => Number(process.versions.node.split('.')[0]) < NEEDED_NODE;

/** The core in a process of Electron's own. */
export function launchInElectron(script: string, args: readonly string[], log: HostLog): CoreProcess {
  const child = utilityProcess.fork(script, [...args], {
    serviceName: 'kiosk-core',
    // Node's own way to say them does nothing here: Electron takes V8's options as Chromium does.
    execArgv: [`--js-flags=${CORE_MEMORY_FLAGS.join(' ')}`],
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.stderr) log.follow(child.stderr as NodeJS.ReadStream);
  const kill = (): void => killNow(child.pid);
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    end() {
      child.kill();
      setTimeout(kill, END_PATIENCE_MS).unref();
    },
    kill,
    isWaitingForDisk: () => isInDiskWait(child.pid),
  };
}

/** Electron's own way to end a process asks it first, which one that hangs does not hear. */
export function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
