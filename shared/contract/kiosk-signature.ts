/**
 * The byte strings that kiosk and server sign (Ed25519, RFC 8032). Each starts with its own label, so that a signature
 * made for one purpose proves nothing for another. Never over the wall clock: a kiosk with a dead battery must get through.
 */
const encode = (lines: readonly (string | number)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(lines.join('\n')));

export interface RequestToSign {
  readonly method: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** SHA-256 of the body bytes, base64url. */
  readonly bodyHash: string;
  /** `new` while pairing. */
  readonly kioskId: string;
  /** The server this is meant for; `unknown` while pairing. */
  readonly serverId: string;
  readonly kioskEpoch: string;
  readonly counter: number;
}

export const requestBytes = (request: RequestToSign): Uint8Array<ArrayBuffer> =>
  encode([
    'venue-checkin/request/v1',
    request.method,
    request.path,
    request.query,
    request.bodyHash,
    request.kioskId,
    request.serverId,
    request.kioskEpoch,
    request.counter,
  ]);

/** An answer is bound to the request's counter, so that an old answer cannot be replayed and a proxy's page is no answer. */
export interface AnswerToSign {
  readonly status: number;
  readonly bodyHash: string;
  /** As in the request: `new` while pairing, where the key that signs is the one the answer pins. */
  readonly kioskId: string;
  readonly kioskEpoch: string;
  readonly counter: number;
}

export const answerBytes = (answer: AnswerToSign): Uint8Array<ArrayBuffer> =>
  encode([
    'venue-checkin/answer/v1',
    answer.status,
    answer.bodyHash,
    answer.kioskId,
    answer.kioskEpoch,
    answer.counter,
  ]);

export const ANSWER_SIGNATURE_HEADER = 'venue-signature';

export interface KioskAuthorization {
  readonly kioskId: string;
  readonly kioskEpoch: string;
  readonly counter: number;
  /** base64url. */
  readonly signature: string;
}

/** Value of the `Authorization` header. */
export const formatAuthorization = (auth: KioskAuthorization): string =>
  `Kiosk id="${auth.kioskId}",epoch="${auth.kioskEpoch}",counter="${auth.counter}",signature="${auth.signature}"`;

const AUTHORIZATION =
  /^Kiosk id="([0-9a-f-]{36}|new)",epoch="([0-9a-f]{32})",counter="([1-9]\d{0,14})",signature="([A-Za-z0-9_-]{86})"$/;

/** @returns null for anything that is not exactly what `formatAuthorization` writes. */
export function parseAuthorization(header: string | undefined): KioskAuthorization | null {
  const match = header === undefined ? null : AUTHORIZATION.exec(header);
  if (!match) return null;
  const [, kioskId = '', kioskEpoch = '', counter = '', signature = ''] = match;
  return { kioskId, kioskEpoch, counter: Number(counter), signature };
}
