import { gunzipSync } from 'node:zlib';
import type { Parcel, RawAnswer, ServerLine } from '#kiosk/sync/server-line.ts';

/** What happens to one request of a kiosk on its way, or to its answer. */
export type NetworkFault =
  | 'none'
  | 'request-lost'
  | 'answer-lost'
  /** Delivered twice; the kiosk hears the first answer. */
  | 'duplicated'
  /** An earlier request arrives once more before this one. */
  | 'reordered'
  | 'truncated'
  /** A captive portal's page, with status 200. */
  | 'page'
  /** Somebody on the way says that all is stored; nobody was asked. */
  | 'lying'
  /** A genuine, signed answer to an earlier request. */
  | 'earlier-answer'
  | 'unavailable';

export const NETWORK_FAULTS: readonly NetworkFault[] = [
  'none',
  'request-lost',
  'answer-lost',
  'duplicated',
  'reordered',
  'truncated',
  'page',
  'lying',
  'earlier-answer',
  'unavailable',
];

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** Stands between the kiosks and the server. */
export class FaultyNetwork implements ServerLine {
  fault: NetworkFault = 'none';
  #earlier: { readonly sent: Sent; readonly answer: Response } | null = null;

  async post({ url, body, headers }: Parcel): Promise<RawAnswer | 'silence'> {
    try {
      const answer = await this.#carry({ url: url.href, init: { method: 'POST', body, headers } });
      return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes: await answer.bytes() };
    } catch {
      return 'silence';
    }
  }

  close(): void {
    // Each request has a connection of its own.
  }

  /** What one history sent is nothing to the next. */
  forget(): void {
    this.fault = 'none';
    this.#earlier = null;
  }

  async #carry(sent: Sent): Promise<Response> {
    const { fault } = this;
    if (fault === 'request-lost') throw new TypeError('fetch failed');
    if (fault === 'page') return new Response('<h1>Wi-Fi miễn phí</h1>', { headers: { 'content-type': 'text/html' } });
    if (fault === 'unavailable') return new Response('<h1>502</h1>', { status: 502 });
    if (fault === 'lying') return new Response(confirmAll(sent, await this.#earlier?.answer.clone().json()));
    if (fault === 'reordered' && this.#earlier) await this.#deliver(this.#earlier.sent);
    const earlier = this.#earlier;
    const answer = await this.#deliver(sent);
    this.#earlier = { sent, answer: answer.clone() };
    if (fault === 'duplicated') await this.#deliver(sent);
    if (fault === 'answer-lost') throw new TypeError('terminated');
    if (fault === 'earlier-answer') return earlier?.answer.clone() ?? answer;
    if (fault === 'truncated') return truncate(answer);
    return answer;
  }

  #deliver({ url, init }: Sent): Promise<Response> {
    return fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  }
}

/** As our server would say it, but for the signature: in its own words of before, where some were overheard. */
function confirmAll({ init }: Sent, overheard: unknown): string {
  const { records = [] } = readJson(init) as { records?: { id: string }[] };
  const results = records.map(({ id }) => ({ id, outcome: 'stored' }));
  const words = {
    standing: 'active',
    serverEpoch: 'not-our-server',
    highWater: 0,
    ...(overheard as object | undefined),
  };
  return JSON.stringify({ ...words, serverTime: Date.now(), down: {}, results });
}

function readJson({ body }: RequestInit): unknown {
  const bytes = Buffer.from(body as Uint8Array);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
}

async function truncate(answer: Response): Promise<Response> {
  const whole = await answer.bytes();
  return new Response(whole.slice(0, Math.floor(whole.length / 2)), { status: answer.status, headers: answer.headers });
}
