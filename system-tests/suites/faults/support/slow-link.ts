import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** When the line goes: by the clock, as on a real one, or by what passed, which no busy machine can change. */
export type Cuts = { readonly everyMs: number } | { readonly afterBytes: number };

export interface SlowLinkOptions {
  readonly target: string;
  /** In each direction, shared by all connections. */
  readonly bytesPerSecond: number;
  readonly latencyMs: number;
  readonly cuts: Cuts | null;
  /** Told after each. */
  readonly onCut?: () => void;
}

export interface SlowLink {
  readonly url: string;
  /** Bytes that went over the link towards the server, those of requests that were cut off included. */
  readonly bytesUp: number;
  readonly cuts: number;
  close(): Promise<void>;
}

/** About what one Ethernet frame carries. */
const FRAME_BYTES = 1_448;

/**
 * A narrow line in user space. What a kiosk wrote waits in this machine's buffers and counts only when it passes, as on a
 * real line.
 */
export async function startSlowLink(options: SlowLinkOptions): Promise<SlowLink> {
  const { target, bytesPerSecond, latencyMs, cuts } = options;
  const sockets = new Set<Socket>();
  const up = createPacer(bytesPerSecond);
  const down = createPacer(bytesPerSecond);
  let bytesUp = 0;
  let lastCutAt = 0;
  let cutCount = 0;
  const cut = (): void => {
    lastCutAt = bytesUp;
    cutCount += 1;
    for (const socket of sockets) socket.resetAndDestroy();
    options.onCut?.();
  };
  const countUp = (bytes: number): void => {
    bytesUp += bytes;
    if (cuts && 'afterBytes' in cuts && bytesUp - lastCutAt >= cuts.afterBytes) cut();
  };
  const server = createServer({ noDelay: true }, (near) => {
    const { hostname, port } = new URL(target);
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    const ends = [near, far];
    for (const socket of ends) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        for (const other of ends) other.destroy();
      });
    }
    void carry(near, far, up, latencyMs, countUp);
    void carry(far, near, down, latencyMs, () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timer = cuts && 'everyMs' in cuts ? setInterval(cut, cuts.everyMs) : undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get bytesUp() {
      return bytesUp;
    },
    get cuts() {
      return cutCount;
    },
    async close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** @returns a function that resolves when so many more bytes have gone. */
function createPacer(bytesPerSecond: number): (bytes: number) => Promise<void> {
  let freeMs = 0;
  return async (bytes) => {
    const nowMs = performance.now();
    freeMs = Math.max(freeMs, nowMs) + (bytes / bytesPerSecond) * 1_000;
    await delay(Math.max(0, freeMs - nowMs));
  };
}

async function carry(
  from: Socket,
  to: Socket,
  pace: (bytes: number) => Promise<void>,
  latencyMs: number,
  count: (bytes: number) => void,
): Promise<void> {
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += FRAME_BYTES) {
        const frame = chunk.subarray(at, at + FRAME_BYTES);
        await pace(frame.length);
        if (from.destroyed) return;
        count(frame.length);
        setTimeout(() => to.write(frame), latencyMs);
      }
    }
    setTimeout(() => to.end(), latencyMs);
  } catch {
    to.destroy();
  }
}
