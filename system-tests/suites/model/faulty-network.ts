import { gunzipSync } from 'node:zlib';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createServerLine, type Parcel, type RawAnswer, type ServerLine } from '#kiosk/sync/server-line.ts';
import { utf8 } from '#shared/sealing/bytes.ts';

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

type Answer = RawAnswer | 'silence';

/** Stands between the kiosks and the server; what it lets through goes over the kiosk's own line. */
export class FaultyNetwork implements ServerLine {
  fault: NetworkFault = 'none';
  #earlier: { readonly sent: Parcel; readonly answer: RawAnswer } | null = null;
  readonly #line = createServerLine(createKioskClock(null));
  /** A kiosk that was killed may have sent what arrives again later. */
  readonly #signal = new AbortController().signal;

  async post(parcel: Parcel): Promise<Answer> {
    const { fault } = this;
    if (fault === 'request-lost') return 'silence';
    if (fault === 'page') return page(200, 'Wi-Fi miễn phí');
    if (fault === 'unavailable') return page(502, '502');
    if (fault === 'lying') return textAnswer(200, confirmAll(parcel, this.#earlier?.answer), {});
    if (fault === 'reordered' && this.#earlier) await this.#deliver(this.#earlier.sent);
    const earlier = this.#earlier;
    const answer = await this.#deliver(parcel);
    if (answer === 'silence') return answer;
    this.#earlier = { sent: parcel, answer };
    if (fault === 'duplicated') await this.#deliver(parcel);
    if (fault === 'answer-lost') return 'silence';
    if (fault === 'earlier-answer') return earlier?.answer ?? answer;
    if (fault === 'truncated') return { ...answer, bytes: answer.bytes.slice(0, Math.floor(answer.bytes.length / 2)) };
    return answer;
  }

  close(): void {
    // One kiosk's end is not the end of the others' line.
  }

  /** What one history sent is nothing to the next. */
  forget(): void {
    this.fault = 'none';
    this.#earlier = null;
  }

  /** The server at the other end has gone: its connections are no more. */
  hangUp(): void {
    this.#line.close();
  }

  async #deliver(parcel: Parcel): Promise<Answer> {
    const answer = await this.#line.post({ ...parcel, signal: this.#signal });
    return answer === 'out-of-date' ? 'silence' : answer;
  }
}

const page = (status: number, text: string): RawAnswer =>
  textAnswer(status, `<h1>${text}</h1>`, { 'content-type': 'text/html' });

const textAnswer = (status: number, text: string, headers: RawAnswer['headers']): RawAnswer => ({
  ...{ status, headers },
  bytes: utf8(text),
});

/** As our server would say it, but for the signature: in its own words of before, where some were overheard. */
function confirmAll(parcel: Parcel, overheard: RawAnswer | undefined): string {
  const { records = [] } = readJson(parcel.body) as { records?: { id: string }[] };
  const results = records.map(({ id }) => ({ id, outcome: 'stored' }));
  const words = {
    standing: 'active',
    serverEpoch: 'not-our-server',
    highWater: 0,
    ...(overheard && (readJson(overheard.bytes) as object)),
  };
  return JSON.stringify({ ...words, serverTime: Date.now(), down: {}, results });
}

function readJson(body: Uint8Array): unknown {
  const bytes = Buffer.from(body);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
}
