import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from './certificate.ts';

export interface TlsFront {
  readonly url: string;
  /** Connections over which nothing was said: mostly because the certificate was not accepted. */
  readonly refused: number;
  /** Resolves when so many were refused. */
  untilRefused(count: number): Promise<void>;
  /** For connections from now on. */
  renew(certificate: Certificate): void;
  close(): Promise<void>;
}

/** What stands before a server and speaks TLS for it. */
export async function startTlsFront(target: string, certificate: Certificate): Promise<TlsFront> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let refused = 0;
  const server = createServer({ ...certificate }, (near) => {
    const far = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
    let isSilent = true;
    near.once('data', () => {
      isSilent = false;
    });
    near.once('close', () => isSilent && refuse());
  });
  function refuse(): void {
    refused += 1;
    for (const look of waiting) look();
  }
  server.on('tlsClientError', refuse);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get refused() {
      return refused;
    },
    untilRefused: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (refused < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    renew: (next) => server.setSecureContext({ ...next }),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
