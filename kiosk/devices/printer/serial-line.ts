import { access } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OpenFailure, PrinterLine } from './printer-line.ts';

export interface SerialPlace {
  readonly path: string;
  readonly baudRate: number;
}

/** 8N1 with XON/XOFF: a printer whose buffer is full says so, and its cable need not have the wires for it. */
export function openSerialLine({ path, baudRate }: SerialPlace): Promise<Result<PrinterLine, OpenFailure>> {
  const port = new SerialPort({ path, baudRate, xon: true, autoOpen: false });
  return new Promise((resolve) => {
    port.open((error) => {
      if (!error) resolve(ok(lineOf(port)));
      else resolve(err(/lock|busy|access denied|temporarily/i.test(error.message) ? 'busy' : 'unreachable'));
    });
  });
}

/** Opening a port can reset what hangs on it: to look is enough. */
export async function isSerialPortThere(path: string): Promise<boolean> {
  if (process.platform === 'win32') {
    const ports = await SerialPort.list();
    return ports.some((port) => port.path.toLowerCase() === path.toLowerCase());
  }
  return access(path).then(
    () => true,
    () => false,
  );
}

function lineOf(port: SerialPort): PrinterLine {
  let listener: ((bytes: Uint8Array) => void) | null = null;
  let isDrained = false;
  const closed = new Promise<void>((resolve) => {
    port.once('close', () => resolve());
  });
  port.on('error', () => {}); // A write or the closing tells of it.
  port.on('data', (bytes: Uint8Array) => listener?.(bytes));
  const unlessClosed = (done: Promise<boolean>): Promise<boolean> => Promise.race([done, closed.then(() => false)]);
  return {
    closed,
    write(bytes) {
      if (!port.isOpen) return Promise.resolve(false);
      const taken = new Promise<boolean>((resolve) => {
        port.write(Buffer.from(bytes), (error) => resolve(!error));
      });
      return unlessClosed(taken);
    },
    onBytes: (next) => {
      listener = next;
    },
    finish() {
      if (!port.isOpen) return Promise.resolve(false);
      return unlessClosed(
        new Promise((resolve) =>
          port.drain((error) => {
            isDrained = !error;
            resolve(!error);
          }),
        ),
      );
    },
    async destroy() {
      if (!port.isOpen) return;
      // Else closing waits for a printer that takes nothing. What has left is left alone: drivers still pass it on.
      if (!isDrained) await new Promise<void>((resolve) => port.flush(() => resolve()));
      await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}
