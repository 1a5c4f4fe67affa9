import { fork } from 'node:child_process';
import process from 'node:process';
import { utilityProcess } from 'electron';
import type { CoreProcess } from '#kiosk/bridge/core-link.ts';

const END_PATIENCE_MS = 5_000;
/** better-sqlite3 ends older ones without a word. */
const NEEDED_NODE = 22;

export const needsOwnNode = (): boolean => Number(process.versions.node.split('.')[0]) < NEEDED_NODE;

/** The core in a process of Electron's own. */
export function launchInElectron(script: string, args: readonly string[]): CoreProcess {
  const child = utilityProcess.fork(script, [...args], { serviceName: 'kiosk-core', stdio: 'inherit' });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    end: () => void child.kill(),
  };
}

/** The core in a Node of its own: for an Electron whose Node is too old. */
export function launchInNode(node: string, script: string, args: readonly string[]): CoreProcess {
  const child = fork(script, args, {
    execPath: node,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => {
      let ended = false;
      const once = (code: number | null): void => {
        if (!ended) listener(code);
        ended = true;
      };
      child.once('exit', once);
      child.once('error', () => once(null));
    },
    end: () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), END_PATIENCE_MS).unref();
    },
  };
}
