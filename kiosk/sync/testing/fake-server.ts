import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import {
  ANSWER_SIGNATURE_HEADER,
  answerBytes,
  type KioskAuthorization,
  parseAuthorization,
  requestBytes,
} from '#shared/contract/kiosk-signature.ts';
import {
  type DownLink,
  EXCHANGE_PATH,
  type ExchangeRequest,
  type ExchangeResponse,
  exchangeRequestSchema,
  PAIRING_PATH,
  pairingRequestSchema,
  type RecordResult,
} from '#shared/contract/kiosk-sync.ts';
import type { ProblemCode } from '#shared/contract/problem.ts';
import { type KioskId, mintId } from '#shared/domain/ids.ts';
import { fromBase64url, toBase64url } from '#shared/sealing/bytes.ts';
import { createSigner, createVerifier, generateSigningKey, type Signer } from '#shared/sealing/signing.ts';
import { makeDayKeys, makeQuestions, makeSettings, TEST_NOW } from '#shared/testing/kiosk-factories.ts';

/** A reply as it would go out; a test may put another in its place, or null to cut the line. */
export interface RawReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}
export type Interfere = (
  honest: RawReply,
  request: { readonly path: string; readonly body: unknown },
) => RawReply | null;

/** The server's half of the protocol, just enough of it, with every fault a test may want. */
export class FakeServer {
  readonly kioskId = mintId<KioskId>();
  readonly serverId = 'server-under-test';
  readonly #http = createServer((request, response) => void this.#handle(request, response));
  readonly #counters = new Set<string>();
  #kioskKey = '';
  #down: DownLink & Required<Pick<DownLink, 'settings' | 'questions' | 'keys'>>;
  readonly signer: Signer;

  code = 'ABCD2345';
  serverEpoch = 'server-epoch-1';
  serverTime = TEST_NOW;
  standing: 'active' | 'revoked' = 'active';
  highWater = 0;
  /** Answers every exchange with this problem, signed. */
  refuse: ProblemCode | null = null;
  /** Body by event id. */
  readonly stored = new Map<string, string>();
  readonly requests: ExchangeRequest[] = [];
  readonly refusedCounters: number[] = [];
  interfere: Interfere | null = null;
  /** Bodies as they came. */
  readonly wire: Array<{ readonly bytes: number; readonly isGzip: boolean }> = [];
  /** A proxy on the way unpacks bodies: no signature fits what it makes of them. */
  unpacks = false;
  /** What the honest server does with one record; throwing fails the whole batch. */
  judge: (id: string) => RecordResult['outcome'] = () => 'stored';
  down: DownLink = {};

  private constructor(signer: Signer, keys: DownLink['keys'] & {}, settings: KioskSettings) {
    this.signer = signer;
    this.#down = { settings, questions: makeQuestions(), keys };
  }

  static async listen(settings: KioskSettings = makeSettings()): Promise<FakeServer> {
    const signer = await createSigner(await generateSigningKey());
    const server = new FakeServer(signer, (await makeDayKeys(TEST_NOW, 1)).part, settings);
    await server.open(0);
    return server;
  }

  async open(port: number): Promise<void> {
    this.#http.listen(port, '127.0.0.1');
    await once(this.#http, 'listening');
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    if (!this.#http.listening) return;
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks);
    const isGzip = request.headers['content-encoding'] === 'gzip';
    this.wire.push({ bytes: sent.length, isGzip });
    const text = (isGzip ? gunzipSync(sent) : sent).toString('utf8');
    const wire = this.unpacks ? Buffer.from(text) : sent;
    const path = request.url ?? '';
    const auth = parseAuthorization(request.headers.authorization);
    const honest = await this.#answer(path, wire, text, auth);
    const reply = this.interfere ? this.interfere(honest, { path, body: JSON.parse(text) }) : honest;
    if (reply === null) response.destroy();
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  async #answer(path: string, wire: Buffer, text: string, auth: KioskAuthorization | null): Promise<RawReply> {
    if (!auth) return this.problem(400, 'signature-invalid', null);
    if (path === PAIRING_PATH) return this.#pair(text, auth);
    if (path !== EXCHANGE_PATH || !(await this.#isGenuine(path, wire, auth, this.serverId, this.#kioskKey))) {
      return this.problem(401, 'signature-invalid', auth);
    }
    const counter = `${auth.kioskEpoch}:${auth.counter}`;
    if (this.#counters.has(counter)) {
      this.refusedCounters.push(auth.counter);
      return this.problem(409, 'counter-reused', auth);
    }
    this.#counters.add(counter);
    if (this.refuse) return this.problem(403, this.refuse, auth);
    return this.#exchange(exchangeRequestSchema.parse(JSON.parse(text)), auth);
  }

  async #pair(text: string, auth: KioskAuthorization): Promise<RawReply> {
    const { code, publicKey } = pairingRequestSchema.parse(JSON.parse(text));
    if (!(await this.#isGenuine(PAIRING_PATH, text, auth, 'unknown', publicKey))) {
      return this.problem(401, 'signature-invalid', null);
    }
    if (code !== this.code) return this.problem(404, 'code-unknown', null);
    this.#kioskKey = publicKey;
    const { kioskId, serverId, serverEpoch, serverTime } = this;
    const serverPublicKey = this.signer.publicKey;
    const certificate = 'certificate.signature';
    const body = { kioskId, serverId, serverPublicKey, certificate, serverEpoch, serverTime, down: this.#down };
    return this.sign(200, JSON.stringify(body), auth);
  }

  async #isGenuine(
    path: string,
    wire: string | Buffer,
    auth: KioskAuthorization,
    serverId: string,
    key: string,
  ): Promise<boolean> {
    const bytes = requestBytes({ ...auth, method: 'POST', path, query: '', bodyHash: hashOf(wire), serverId });
    return (await createVerifier(key)).verify(bytes, fromBase64url(auth.signature));
  }

  #exchange(request: ExchangeRequest, auth: KioskAuthorization): Promise<RawReply> {
    this.requests.push(request);
    let results: RecordResult[];
    try {
      results = request.records.map(({ id, body }) => {
        const outcome = this.judge(id);
        if (this.stored.has(id)) return { id, outcome: 'duplicate' };
        this.stored.set(id, body);
        return outcome === 'quarantined' ? { id, outcome, code: 'expired' } : { id, outcome };
      });
    } catch {
      return this.sign(500, JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal' }), auth);
    }
    const { standing, serverEpoch, serverTime, highWater, down } = this;
    const answer: ExchangeResponse = { results, standing, serverEpoch, serverTime, highWater, down };
    return this.sign(200, JSON.stringify(answer), auth);
  }

  problem(status: number, code: ProblemCode, auth: KioskAuthorization | null): Promise<RawReply> {
    const body = JSON.stringify({ type: 'about:blank', title: code, status, code });
    return auth ? this.sign(status, body, auth) : Promise.resolve({ status, headers: {}, body });
  }

  async sign(status: number, body: string, auth: KioskAuthorization, signer: Signer = this.signer): Promise<RawReply> {
    const { kioskId, kioskEpoch, counter } = auth;
    const signature = await signer.sign(answerBytes({ status, bodyHash: hashOf(body), kioskId, kioskEpoch, counter }));
    const headers = { 'content-type': 'application/json', [ANSWER_SIGNATURE_HEADER]: toBase64url(signature) };
    return { status, headers, body };
  }
}

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('base64url');
