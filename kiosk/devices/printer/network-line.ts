import { connect, type Socket } from 'node:net';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OpenFailure, PrinterLine } from './printer-line.ts';

/** A printer in the same network answers in milliseconds; one that is asleep may take a while. */
const CONNECT_MS = 4_000;

/** Raw printing over TCP, as nearly every network printer offers it on port 9100. */
export function openNetworkLine(host: string, port: number): Promise<Result<PrinterLine, OpenFailure>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, timeout: CONNECT_MS });
    const fail = (): void => {
      socket.destroy();
      resolve(err('unreachable'));
    };
    socket.once('timeout', fail);
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', fail);
      socket.off('error', fail);
      resolve(ok(lineOf(socket)));
    });
  });
}

function lineOf(socket: Socket): PrinterLine {
  let hasFailed = false;
  let listener: ((bytes: Uint8Array) => void) | null = null;
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  socket.on('error', () => {
    hasFailed = true;
  });
  socket.on('data', (bytes: Uint8Array) => listener?.(bytes));
  return {
    closed,
    write(bytes) {
      if (socket.destroyed || !socket.writable) return Promise.resolve(false);
      const taken = new Promise<boolean>((resolve) => {
        socket.write(bytes, (error) => resolve(!error));
      });
      return Promise.race([taken, closed.then(() => false)]);
    },
    onBytes: (next) => {
      listener = next;
    },
    // The system takes bytes for a printer that reads none: only its own farewell says that it has read to the end.
    async finish() {
      socket.end();
      await closed;
      return !hasFailed;
    },
    async destroy() {
      socket.destroy();
      await closed;
    },
  };
}
