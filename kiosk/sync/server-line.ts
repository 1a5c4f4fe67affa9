import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { Clock } from '#kiosk/core/ports.ts';
import type { Bytes } from '#shared/sealing/bytes.ts';
import { isInDate, type PeerCertificate, readPeerCertificate } from './peer-certificate.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Bytes;
}

export interface Parcel {
  readonly url: URL;
  readonly body: Bytes;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** It may go to a server whose certificate is not valid now: nothing but the question for the time (SYNC-SPEC T4). */
  readonly evenOutOfDate?: boolean;
}

/** The way to the server. Connections stay open between requests. */
export interface ServerLine {
  /**
   * Redirects are not followed: our server never sends one.
   *
   * @returns `silence` when nobody answered in time; `out-of-date` when the server's certificate is sound but for its dates, as
   * far as they can be judged, and then nothing was sent.
   */
  post(parcel: Parcel): Promise<RawAnswer | 'silence' | 'out-of-date'>;
  /** Ends what is open; a later post opens it anew. */
  close(): void;
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export function createServerLine(clock: Pick<Clock, 'estimate'>): ServerLine {
  const plain = new PlainAgent({ keepAlive: true });
  const dated = new CheckedAgent((certificate) => isInDate(certificate, clock.estimate()));
  return {
    async post({ evenOutOfDate = false, ...parcel }) {
      if (parcel.url.protocol !== 'https:') return send(parcel, requestPlain, plain);
      if (!evenOutOfDate) {
        dated.checkAgain();
        return send(parcel, requestSecure, dated);
      }
      const once = new CheckedAgent(() => true);
      try {
        return await send(parcel, requestSecure, once);
      } finally {
        once.destroy();
      }
    },
    close() {
      plain.destroy();
      dated.destroy();
    },
  };
}

class OutOfDate extends Error {
  override readonly name = 'OutOfDate';
}
class NotTheServer extends Error {
  override readonly name = 'NotTheServer';
}

/** Lets nothing be sent before the certificate was judged: an agent's own check knows the wall clock alone. */
class CheckedAgent extends Agent {
  readonly #isInDate: (certificate: PeerCertificate) => boolean;
  readonly #opening = new Set<TLSSocket>();
  #certificate: PeerCertificate | null = null;

  constructor(accepts: (certificate: PeerCertificate) => boolean) {
    super({ keepAlive: true });
    this.#isInDate = accepts;
  }

  /** What is known of the time may have changed since the connections were made. */
  checkAgain(): void {
    if (this.#certificate && !this.#isInDate(this.#certificate)) this.destroy();
  }

  override createConnection(
    options: Parameters<Agent['createConnection']>[0],
    callback: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const host = options.servername || options.host || '';
    // Not authorized is not accepted: `readPeerCertificate` decides, and is stricter where the dates are not right.
    const { port, servername, ALPNProtocols } = options as ConnectionOptions;
    const socket = connect({ host, port, servername, ALPNProtocols, rejectUnauthorized: false });
    this.#opening.add(socket);
    const settle = (error: Error | null): void => {
      this.#opening.delete(socket);
      socket.off('error', settle).off('secureConnect', judge).setTimeout(0);
      if (error) socket.on('error', () => undefined).destroy();
      callback(error, socket);
    };
    const judge = (): void => settle(this.#judge(readPeerCertificate(socket, host)));
    socket.once('error', settle).once('secureConnect', judge);
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no handshake in time')));
  }

  #judge(certificate: PeerCertificate | null): Error | null {
    if (certificate === null) return new NotTheServer();
    if (!this.#isInDate(certificate)) return new OutOfDate();
    this.#certificate = certificate;
    return null;
  }

  override destroy(): void {
    this.#certificate = null;
    for (const socket of this.#opening) socket.destroy(new Error('no longer wanted'));
    super.destroy();
  }
}

async function send(
  { url, body, headers, signal }: Parcel,
  request: typeof requestPlain | typeof requestSecure,
  agent: PlainAgent,
): Promise<RawAnswer | 'silence' | 'out-of-date'> {
  if (signal.aborted) return 'silence';
  const outgoing = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
    agent,
    signal,
  });
  const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), TIMEOUT_MS);
  try {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      // For good: what goes wrong after the answer began is told here too.
      outgoing.on('error', reject).once('response', resolve);
      outgoing.end(body);
    });
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, bytes: await readBody(incoming) };
  } catch (error) {
    outgoing.destroy();
    return error instanceof OutOfDate ? 'out-of-date' : 'silence';
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(incoming: IncomingMessage): Promise<Bytes> {
  // None was asked for.
  if (incoming.headers['content-encoding'] !== undefined) throw new TypeError('the answer is encoded');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new RangeError('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
