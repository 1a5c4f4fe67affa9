import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  ANSWER_SIGNATURE_HEADER,
  answerBytes,
  formatAuthorization,
  requestBytes,
} from '#shared/contract/kiosk-signature.ts';
import { type Bytes, fromBase64url, fromUtf8, sha256, toBase64url, utf8 } from '#shared/sealing/bytes.ts';
import type { Signer, Verifier } from '#shared/sealing/signing.ts';
import type { ServerLine } from './server-line.ts';

/** Who speaks to whom, as it stands in the signature. */
export interface Caller {
  readonly serverUrl: string;
  /** `new` while pairing. */
  readonly kioskId: string;
  /** `unknown` while pairing. */
  readonly serverId: string;
  readonly kioskEpoch: string;
  readonly signer: Signer;
  readonly line: ServerLine;
}

/**
 * What came back. Only `verified` is an answer of our server (SYNC-SPEC R3); `unverified` may be a proxy, a captive
 * portal or an attacker, and nothing in it may change anything but the waiting time.
 */
export type Reply =
  | { readonly kind: 'silence' }
  /** Nothing was sent: the server's certificate is not valid now, as far as that can be judged (SYNC-SPEC T5). */
  | { readonly kind: 'out-of-date' }
  | { readonly kind: 'unverified'; readonly body: unknown; readonly retryAfterMs: number | null }
  | {
      readonly kind: 'verified';
      readonly status: number;
      /** Parsed JSON, still to be parsed by a schema. */
      readonly body: unknown;
      readonly retryAfterMs: number | null;
      readonly roundTripMs: number;
    };

const MAX_RETRY_AFTER_MS = 600_000;
const MAX_UNVERIFIED_RETRY_AFTER_MS = 60_000;

export interface Message {
  readonly path: string;
  readonly body: unknown;
  readonly counter: number;
  readonly signal: AbortSignal;
  /** Compress it, if that is worth it; the signature is over the bytes as they travel. */
  readonly gzip?: boolean;
  /** To a server whose certificate is out of date too: the question for the time, and nothing else. */
  readonly evenOutOfDate?: boolean;
}

/**
 * Posts JSON, signed over method, path, body, both parties and the counter (SYNC-SPEC R1), and verifies the answer.
 *
 * @param verifierOf the key that must have signed the answer; while pairing it is in the answer itself.
 */
export async function postSigned(
  caller: Caller,
  message: Message,
  verifierOf: (body: unknown) => Promise<Verifier | null>,
): Promise<Reply> {
  const { bytes: body, isGzip } = await encode(message);
  const authorization = await authorize(caller, message.path, message.counter, body);
  const startedMs = performance.now();
  const headers = { ...HEADERS, authorization, ...(isGzip && { 'content-encoding': 'gzip' }) };
  const { signal, evenOutOfDate = false } = message;
  const answer = await caller.line.post({
    url: new URL(message.path, caller.serverUrl),
    ...{ body, headers, signal, evenOutOfDate },
  });
  if (typeof answer === 'string') return { kind: answer };
  const roundTripMs = performance.now() - startedMs;

  const { status, bytes } = answer;
  const parsed = parseJson(bytes);
  const verifier = parsed === undefined ? null : await verifierOf(parsed);
  const signed = answerBytes({
    status,
    bodyHash: toBase64url(await sha256(bytes)),
    kioskId: caller.kioskId,
    kioskEpoch: caller.kioskEpoch,
    counter: message.counter,
  });
  if (!(await isGenuine(verifier, signed, headerOf(answer.headers, ANSWER_SIGNATURE_HEADER)))) {
    return {
      kind: 'unverified',
      body: parsed,
      retryAfterMs: readRetryAfter(answer.headers, MAX_UNVERIFIED_RETRY_AFTER_MS),
    };
  }
  return {
    kind: 'verified',
    status,
    body: parsed,
    retryAfterMs: readRetryAfter(answer.headers, MAX_RETRY_AFTER_MS),
    roundTripMs,
  };
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };
/** Below this the header costs more than it saves. */
const MIN_GZIP_BYTES = 1_024;

async function encode({ body, gzip: wanted = false }: Message): Promise<{ bytes: Bytes; isGzip: boolean }> {
  const plain = utf8(JSON.stringify(body));
  if (!wanted || plain.length < MIN_GZIP_BYTES) return { bytes: plain, isGzip: false };
  return { bytes: await promisify(gzip)(plain), isGzip: true };
}

async function authorize(caller: Caller, path: string, counter: number, body: Bytes): Promise<string> {
  const { kioskId, serverId, kioskEpoch, signer } = caller;
  const bodyHash = toBase64url(await sha256(body));
  const bytes = requestBytes({ method: 'POST', path, query: '', bodyHash, kioskId, serverId, kioskEpoch, counter });
  return formatAuthorization({ kioskId, kioskEpoch, counter, signature: toBase64url(await signer.sign(bytes)) });
}

/** @returns undefined when it is no JSON. */
function parseJson(bytes: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}

const headerOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
};

async function isGenuine(verifier: Verifier | null, signed: Bytes, signature: string | null): Promise<boolean> {
  if (verifier === null || signature === null) return false;
  try {
    return await verifier.verify(signed, fromBase64url(signature));
  } catch {
    return false;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3). A date is read by the clock of whoever wrote it: ours may be wrong. */
function readRetryAfter(headers: IncomingHttpHeaders, maxMs: number): number | null {
  const value = headers['retry-after'] ?? '';
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1_000, maxMs);
  const untilMs = Date.parse(value) - Date.parse(headers.date ?? new Date().toUTCString());
  return untilMs > 0 ? Math.min(untilMs, maxMs) : null;
}
