import { Agent, request } from 'node:http';

/** Keeps what a request says exactly as it is given: `fetch` would tidy paths up and refuse headers. */
export interface Ask {
  readonly method: string;
  /** As it goes on the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly ms: number;
  /** A stream that was left open; only what it began with was read. */
  readonly isStream: boolean;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
/** A server that says nothing for this long hangs. */
const PATIENCE_MS = 60_000;

/** @throws Error when there is no answer at all. */
export function ask(url: string, { method, path, headers = {}, body }: Ask): Promise<Heard> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const { hostname, port } = new URL(url);
    const options = { agent, hostname, port, method, path, headers: { ...length, ...headers }, timeout: PATIENCE_MS };
    const req = request(options, (res) => {
      const chunks: Buffer[] = [];
      const done = (isStream: boolean): void => {
        const text = Buffer.concat(chunks).toString('utf8');
        const ms = performance.now() - startedAt;
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, ms, isStream });
        if (isStream) req.destroy();
      };
      if (res.headers['content-type']?.startsWith('text/event-stream')) return done(true);
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(false));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error(`no answer to ${method} ${path} within ${PATIENCE_MS} ms`)));
    req.on('error', reject);
    req.end(body);
  });
}
