import type { Me } from '#shared/contract/portal-api.ts';
import type { SessionCookies } from '../http/define-route.ts';
import { describeDevice } from './describe-device.ts';
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
