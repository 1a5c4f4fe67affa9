import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type FakePrinterManner =
  /** Takes everything, says nothing, closes when all was said: the cheap ones. */
  | 'mute'
  /** Answers questions as Epson's do. */
  | 'talking'
  | 'no-paper'
  | 'cover-open'
  /** Accepts and never reads. */
  | 'stuck'
  /** Breaks the connection amid the job. */
  | 'resets'
  /** Answers, reads, and stops answering behind the job: its paper ran out meanwhile. */
  | 'paper-ends';

export interface FakePrinter {
  readonly port: number;
  readonly jobs: Buffer[];
  close(): Promise<void>;
}

const [CAUSE, ROLL] = [2, 4];

/** A printer on TCP, as real as a socket makes it. */
export async function startFakePrinter(manner: FakePrinterManner): Promise<FakePrinter> {
  const jobs: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: manner === 'stuck' }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (manner === 'stuck') return;
    const parts: Buffer[] = [];
    let isOutOfPaper = manner === 'no-paper';
    socket.on('data', (bytes: Buffer) => {
      parts.push(bytes);
      const size = parts.reduce((sum, part) => sum + part.length, 0);
      if (manner === 'resets' && size > 4_000) socket.resetAndDestroy();
      if (manner === 'paper-ends' && size > 4_000) isOutOfPaper = true;
      if (manner !== 'mute' && manner !== 'resets') answer(socket, bytes, manner, isOutOfPaper);
    });
    socket.on('close', () => void jobs.push(Buffer.concat(parts)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    jobs,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(socket: Socket, bytes: Buffer, manner: FakePrinterManner, isOutOfPaper: boolean): void {
  for (let at = bytes.indexOf(Buffer.of(0x10, 0x04)); at >= 0; at = bytes.indexOf(Buffer.of(0x10, 0x04), at + 1)) {
    const asked = bytes[at + 2];
    if (asked === CAUSE) {
      socket.write(Buffer.of(0x12 | (manner === 'cover-open' ? 0x04 : 0) | (isOutOfPaper ? 0x20 : 0)));
    } else if (asked === ROLL) socket.write(Buffer.of(0x12 | (isOutOfPaper ? 0x60 : 0)));
  }
  if (!isOutOfPaper && bytes.includes(Buffer.of(0x1d, 0x72, 0x01))) socket.write(Buffer.of(0x00));
}
