import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** An answer as it came from the server. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request of a kiosk on its way through. */
export interface Passing {
  readonly headers: IncomingHttpHeaders;
  /** As it is on the wire. */
  readonly body: Buffer;
  /** The ids of the records in it; none: a heartbeat. */
  readonly records: readonly string[];
  /** Hands it on, as it came or changed. @throws when the server cannot be reached. */
  forward(change?: { readonly headers?: IncomingHttpHeaders; readonly body?: Buffer }): Promise<Answer>;
}

/** What the proxy does with a request instead of handing it on and its answer back. */
export type Fault = (passing: Passing, response: ServerResponse) => void | Promise<void>;

export interface FaultProxy {
  readonly url: string;
  /** null: an honest proxy. */
  fault: Fault | null;
  /** Requests that met the present fault. */
  readonly met: number;
  /** Sets a fault and counts anew. */
  begin(fault: Fault | null): void;
  /** Resolves when so many requests met the present fault. */
  untilMet(count: number): Promise<void>;
  close(): Promise<void>;
}

export const giveBack = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, withoutHop(headers)).end(body);
};

/** Between a kiosk and its server, on this machine. It reads whole requests, so that a fault can tell what is in them. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let met = 0;
  const waiting = new Set<() => void>();
  const server = createServer((incoming, response) => {
    void pass(incoming, response).catch(() => response.destroy());
  });

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const { headers, url = '/' } = incoming;
    const forward: Passing['forward'] = (change = {}) =>
      send(new URL(url, target), change.headers ?? headers, change.body ?? body);
    const { fault } = proxy;
    if (fault === null) {
      giveBack(response, await forward());
      return;
    }
    met += 1;
    for (const look of waiting) look();
    await fault({ headers, body, records: listRecords(headers, body), forward }, response);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: null,
    get met() {
      return met;
    },
    begin(fault) {
      met = 0;
      proxy.fault = fault;
    },
    untilMet: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (met < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function listRecords(headers: IncomingHttpHeaders, body: Buffer): string[] {
  const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const { records = [] } = JSON.parse(text.toString('utf8')) as { records?: ReadonlyArray<{ id: string }> };
  return records.map(({ id }) => id);
}

/** What belongs to one connection only (RFC 9110, 7.6.1), and the length, which may change. */
function withoutHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _c, 'keep-alive': _k, 'transfer-encoding': _t, 'content-length': _l, ...rest } = headers;
  return rest;
}

async function send(url: URL, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  const onward = request(url, {
    method: 'POST',
    headers: { ...withoutHop(headers), host: url.host, 'content-length': body.length },
    agent: false,
  });
  const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
  onward.end(body);
  const [answer] = await answered;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await readAll(answer) };
}
