import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { SerialPort } from 'serialport';
import type { FoundPort } from './port-choice.ts';

const LINUX_PORT = /^tty(?:S|USB|ACM|WCH|XRUSB)\d+$/;

export type ListPorts = () => Promise<readonly FoundPort[]>;

/**
 * Lists the machine's serial ports; cheap enough to be asked every second. Linux starts a program to learn about them, so there
 * it is asked only when the device files have changed, and once more a look later, since names come before identities.
 */
export function createPortList(): ListPorts {
  if (process.platform !== 'linux') return () => SerialPort.list();
  let seen: string | null = null;
  let isSettled = false;
  let known: readonly FoundPort[] = [];
  return async () => {
    const names = (await readdir('/dev')).filter((name) => LINUX_PORT.test(name)).toSorted();
    const changed = names.join() !== seen;
    if (!changed && isSettled) return known;
    isSettled = !changed;
    seen = names.join();
    // Without udev the names must do.
    known = await SerialPort.list().catch(() => names.map((name) => ({ path: `/dev/${name}` })));
    return known;
  };
}

/** Linux says on which ports its own console talks; elsewhere there is none. */
export async function listConsoles(): Promise<string[]> {
  const names = await readFile('/sys/class/tty/console/active', 'utf8').catch(() => '');
  return names.split(/\s+/).filter(Boolean);
}
