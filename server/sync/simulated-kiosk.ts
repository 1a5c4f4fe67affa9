import { createHash, randomBytes } from 'node:crypto';
import {
  ANSWER_SIGNATURE_HEADER,
  answerBytes,
  formatAuthorization,
  requestBytes,
} from '#shared/contract/kiosk-signature.ts';
import { kioskStatusSchema } from '#shared/contract/kiosk-status.ts';
import {
  EXCHANGE_PATH,
  type ExchangeRequest,
  type OutboxRecord,
  PAIRING_PATH,
  type PairingResponse,
  pairingResponseSchema,
} from '#shared/contract/kiosk-sync.ts';
import type { EventKind, VisitEvent } from '#shared/contract/visit-event.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { HealthRecord } from '#shared/domain/declaration.ts';
import { mintEventId, mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import { dayOf } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import { fromBase64url, toBase64url } from '#shared/sealing/bytes.ts';
import { openSealSession, type SealSession } from '#shared/sealing/envelope.ts';
import { createSigner, createVerifier, generateSigningKey, type Signer } from '#shared/sealing/signing.ts';

/** What came back, and whether the server's signature on it holds (SYNC-SPEC R3). */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly verified: boolean;
  /** As it was asked to wait; null: it was not. */
  readonly retryAfterS: number | null;
}

export interface EventWish {
  readonly kind?: EventKind;
  readonly at?: number;
  readonly visitId?: VisitId | null;
  readonly contact?: ContactRecord;
  readonly health?: HealthRecord;
  readonly change?: Partial<VisitEvent>;
}

export interface SendWish {
  readonly counter?: number;
  readonly have?: Partial<ExchangeRequest['have']>;
  readonly status?: Partial<ExchangeRequest['status']>;
  readonly certificate?: string;
  readonly path?: string;
  /** Sent instead of what was signed. */
  readonly swapBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const STATUS: ExchangeRequest['status'] = kioskStatusSchema.parse({
  appVersion: 'simulated',
  waiting: 0,
  oldestWaitingAt: null,
  wallAt: 0,
  diskFreeBytes: null,
  camera: 'unknown',
  scanner: 'none',
});

const HAVE_NOTHING: ExchangeRequest['have'] = { settings: 0, questions: 0, notices: 0, keysThrough: null };

/** Speaks the kiosk's side of SYNC-SPEC, for benchmarks and tests: real keys, real signatures, real envelopes, no disk. */
export class SimulatedKiosk {
  readonly epoch = randomBytes(16).toString('hex');
  readonly signer: Signer;
  url: string;
  pairing: PairingResponse | null = null;
  counter = 0;
  seq = 0;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Promise<SealSession>>();

  private constructor(url: string, signer: Signer, now: () => number) {
    this.url = url;
    this.signer = signer;
    this.#now = now;
  }

  static async create(url: string, now: () => number = Date.now): Promise<SimulatedKiosk> {
    return new SimulatedKiosk(url, await createSigner(await generateSigningKey()), now);
  }

  async pair(code: string): Promise<Answer> {
    const body = { code, publicKey: this.signer.publicKey, appVersion: 'simulated' };
    const answer = await this.send(PAIRING_PATH, JSON.stringify(body), {});
    const parsed = pairingResponseSchema.safeParse(answer.body);
    if (parsed.success) this.pairing = parsed.data;
    return answer;
  }

  get paired(): PairingResponse {
    if (!this.pairing) throw new Error('not paired');
    return this.pairing;
  }

  async seal(record: unknown, dataClass: DataClass, event: Pick<VisitEvent, 'id' | 'at'>) {
    const { settings, keys } = this.paired.down;
    const day = dayOf(event.at, settings.timeZone);
    const ofClass = keys.keys.filter((key) => key.class === dataClass);
    const key = ofClass.find((one) => one.day === day) ?? ofClass.find((one) => one.day === null);
    if (!key) throw new Error('no key');
    const session = this.#sessions.get(key.id) ?? openSealSession(key.id, key.publicKey);
    this.#sessions.set(key.id, session);
    const { organisationId, venueId } = settings;
    return (await session).seal(record, { organisationId, venueId, eventId: event.id, class: dataClass });
  }

  async makeEvent(wish: EventWish = {}): Promise<VisitEvent> {
    const { organisationId, venueId, entranceId } = this.paired.down.settings;
    const at = wish.at ?? this.#now();
    const id = mintEventId(at);
    const kind = wish.kind ?? 'arrived';
    const visitId = wish.visitId === undefined ? (id as string as VisitId) : wish.visitId;
    const sealed = {
      contact: wish.contact ? await this.seal(wish.contact, 'contact', { id, at }) : null,
      health: wish.health ? await this.seal(wish.health, 'health', { id, at }) : null,
    };
    return {
      v: 1,
      id,
      kind,
      organisationId,
      venueId,
      entranceId,
      at,
      clock: { wallAt: at, monotonicMs: 1, bootId: '0'.repeat(32), offsetMs: 0, trust: 'attested' },
      partyId: mintPartyId(),
      visitId,
      direction: kind === 'left' ? 'out' : 'in',
      way: 'typed',
      assurance: 'declared',
      questions: kind === 'arrived' ? { version: 1, language: 'vi' } : null,
      consent: null,
      verdict: kind === 'arrived' ? 'welcome' : null,
      flags: [],
      sealed,
      ...wish.change,
    };
  }

  toRecord(event: { readonly id: string }, body: string = JSON.stringify(event)): OutboxRecord {
    this.seq += 1;
    const hash = createHash('sha256').update(body).digest('base64url');
    return { id: event.id as OutboxRecord['id'], epoch: this.epoch, seq: this.seq, hash, body };
  }

  async makeRecord(wish: EventWish = {}): Promise<OutboxRecord> {
    return this.toRecord(await this.makeEvent(wish));
  }

  exchange(records: readonly OutboxRecord[], wish: SendWish = {}): Promise<Answer> {
    return this.send(EXCHANGE_PATH, this.exchangeBody(records, wish), wish);
  }

  exchangeBody(records: readonly OutboxRecord[], wish: SendWish = {}): string {
    const { have, certificate } = wish;
    const status = { ...STATUS, wallAt: this.#now(), ...wish.status };
    const body = { records, have: { ...HAVE_NOTHING, ...have }, status };
    return JSON.stringify({ ...body, ...(certificate !== undefined && { certificate }) });
  }

  async send(path: string, body: string, wish: SendWish): Promise<Answer> {
    const counter = wish.counter ?? ++this.counter;
    const headers = { authorization: await this.authorize(path, body, counter), ...wish.headers };
    return this.#post(wish.path ?? path, wish.swapBody ?? body, headers, { kioskId: this.#idFor(path), counter });
  }

  /** A body as it travels, compressed. */
  async sendBytes(
    path: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const counter = ++this.counter;
    const authorization = await this.authorize(path, body, counter);
    const all = { 'content-encoding': 'gzip', authorization, ...headers };
    return this.#post(path, body, all, { kioskId: this.#idFor(path), counter });
  }

  async #post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>>,
    as: { readonly kioskId: string; readonly counter: number },
  ): Promise<Answer> {
    // oxlint-disable-next-line eslint/no-restricted-globals -- it is the other side, in tests and benches
    const response = await fetch(this.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    const { status } = response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const signed = response.headers.get(ANSWER_SIGNATURE_HEADER);
    const verified = await this.#isGenuine({ status, bytes, parsed, signed, ...as });
    const retryAfter = response.headers.get('retry-after');
    return { status, body: parsed, verified, retryAfterS: retryAfter === null ? null : Number(retryAfter) };
  }

  #idFor(path: string): string {
    return path === PAIRING_PATH ? 'new' : this.paired.kioskId;
  }

  /** The header that makes a body this kiosk's. */
  async authorize(path: string, body: string | Uint8Array, counter: number = ++this.counter): Promise<string> {
    const kioskId = this.#idFor(path);
    const serverId = path === PAIRING_PATH ? 'unknown' : this.paired.serverId;
    const bodyHash = createHash('sha256').update(body).digest('base64url');
    const toSign = { method: 'POST', path, query: '', bodyHash, kioskId, serverId, kioskEpoch: this.epoch, counter };
    const signature = toBase64url(await this.signer.sign(requestBytes(toSign)));
    return formatAuthorization({ kioskId, kioskEpoch: this.epoch, counter, signature });
  }

  async #isGenuine(answer: {
    readonly status: number;
    readonly bytes: Uint8Array;
    readonly parsed: unknown;
    readonly signed: string | null;
    readonly kioskId: string;
    readonly counter: number;
  }): Promise<boolean> {
    const { status, bytes, parsed, signed, kioskId, counter } = answer;
    const inAnswer = (parsed as { serverPublicKey?: unknown }).serverPublicKey;
    const publicKey = this.pairing?.serverPublicKey ?? inAnswer;
    if (typeof publicKey !== 'string' || signed === null) return false;
    const bodyHash = createHash('sha256').update(bytes).digest('base64url');
    const verifier = await createVerifier(publicKey);
    const message = answerBytes({ status, bodyHash, kioskId, kioskEpoch: this.epoch, counter });
    return verifier.verify(message, fromBase64url(signed));
  }
}
