import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface TlsListener {
  readonly url: string;
  /** Since the last beginning: connections that were opened, and requests that came over them. */
  readonly connections: number;
  readonly received: number;
  /** With this certificate from now on. */
  begin(certificate: Certificate): void;
  close(): Promise<void>;
}

/** Answers every request with an empty object, and counts what it hears. */
export async function startTlsListener(certificate: Certificate): Promise<TlsListener> {
  let [connections, received] = [0, 0];
  const server = createServer({ ...certificate }, (request, response) => {
    received += 1;
    request.resume().on('end', () => response.end('{}'));
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    get received() {
      return received;
    },
    begin(next) {
      [connections, received] = [0, 0];
      server.closeAllConnections();
      server.setSecureContext({ ...next });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
