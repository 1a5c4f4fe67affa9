import process from 'node:process';
import type { BridgePort } from './serve-bridge.ts';

/** What Electron adds to `process` in a utility process. */
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The wire to whoever forked this process: Electron's main (utility process or Node child) or the browser host. null: nobody did. */
export function findParentPort(): BridgePort | null {
  const electron = (process as { parentPort?: ElectronParentPort }).parentPort;
  if (electron) return overElectron(electron);
  return typeof process.send === 'function' ? overChildProcess() : null;
}

const overElectron = (port: ElectronParentPort): BridgePort => ({
  send: (message) => port.postMessage(message),
  listen(onMessage) {
    const listener = (event: { readonly data: unknown }): void => onMessage(event.data);
    port.on('message', listener);
    return () => port.off('message', listener);
  },
});

const overChildProcess = (): BridgePort => ({
  send(message) {
    // A parent that is gone shows itself by `disconnect`, not by an error of the message that missed it.
    if (process.connected) process.send?.(message, undefined, {}, () => {});
  },
  listen(onMessage) {
    process.on('message', onMessage);
    return () => process.off('message', onMessage);
  },
});
