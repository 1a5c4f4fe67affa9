import type { Problem, ProblemCode } from '#shared/contract/problem.ts';

/** What a handler answers when it says no on purpose. Carries codes and input paths, never values. */
export interface Refusal {
  readonly refused: ProblemCode;
  /** Path of the input (`venue.name`) -> reason code. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
}

const REFUSALS = new WeakSet<object>();

export function refuse(code: ProblemCode, details: Omit<Refusal, 'refused'> = {}): Refusal {
  const refusal: Refusal = { refused: code, ...details };
  REFUSALS.add(refusal);
  return refusal;
}

/** Only what {@link refuse} made: an output that happens to look like one is not. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && REFUSALS.has(value);

const PROBLEMS: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  'invalid-input': [400, 'The input is not valid'],
  'not-signed-in': [401, 'Not signed in'],
  'not-allowed': [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  'wrong-credentials': [401, 'Wrong e-mail address or password'],
  'second-factor-required': [401, 'The password is right; a second factor is needed'],
  'wrong-code': [401, 'The code is not right'],
  'step-up-required': [403, 'Prove anew who you are'],
  'too-many-requests': [429, 'Too many requests'],
  'email-taken': [409, 'This e-mail address has an account'],
  'code-unknown': [404, 'Unknown code'],
  'code-expired': [410, 'This code has expired'],
  'code-used': [409, 'This code was used'],
  'venue-closed': [410, 'This place is closed'],
  'signature-invalid': [401, 'The signature is not valid'],
  'kiosk-unknown': [401, 'This kiosk is not known'],
  'counter-reused': [409, 'This request was made before'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'method-not-allowed': [405, 'Method not allowed'],
  misdirected: [421, 'This server is not known by this address: see --public-url'],
  conflict: [409, 'Conflict'],
  unavailable: [503, 'Not available now'],
  internal: [500, 'Internal error'],
};

export const statusOf = (code: ProblemCode): number => PROBLEMS[code][0];

/** RFC 9457. */
export function describeProblem({ refused, fields }: Refusal, requestId: string): Problem {
  const [status, title] = PROBLEMS[refused];
  return {
    type: `urn:venue-checkin:problem:${refused}`,
    title,
    status,
    code: refused,
    ...(fields && { fields }),
    requestId,
  };
}
