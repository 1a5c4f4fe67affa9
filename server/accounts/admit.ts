import type { Me } from '#shared/contract/portal-api.ts';
import type { ProblemCode } from '#shared/contract/problem.ts';
import type { SessionCookies } from '../http/define-route.ts';
import { type Refusal, refuse } from '../http/refusal.ts';
import { describeDevice } from './describe-device.ts';
import type { NewAccountProblem } from './new-account.ts';
import type { Browser, Entry } from './sign-in.ts';

/** A WebAuthn answer with attestation is a few kilobytes. */
export const PASSKEY_BODY_BYTES = 65_536;

interface BrowserContext {
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly cookies: SessionCookies;
}

export const browserOf = ({ ip, userAgent, cookies }: BrowserContext): Browser => ({
  ip,
  device: describeDevice(userAgent),
  sessionToken: cookies.sessionToken,
  knownDevice: cookies.knownDevice,
});

/** Hands the session's token to the browser. @returns who is in. */
export function admit(cookies: SessionCookies, { me, session, knownDevice }: Entry): Me {
  cookies.setSession(session.token, session.maxAgeMs);
  if (knownDevice !== null) cookies.setKnownDevice(knownDevice);
  return me;
}

/** @param path of the input. */
export const refuseGuessable = (path = 'password'): Refusal =>
  refuse('invalid-input', { fields: { [path]: 'guessable' } });

/** Why there is no new account, at the input that is to be changed. */
export function refuseAccount<E extends ProblemCode>(error: NewAccountProblem<E>): Refusal {
  if ('retryAfterMs' in error) return refuse(error.code, error);
  if (error.code === 'guessable-password') return refuseGuessable();
  return refuse(error.code, error.code === 'email-taken' ? { fields: { email: error.code } } : {});
}
