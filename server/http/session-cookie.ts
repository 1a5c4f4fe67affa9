import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionCookies } from './define-route.ts';

/**
 * `__Host-` binds a cookie to this very host over https. Over plain http some browsers refuse the prefix and `Secure`, even
 * on this machine itself, and would never stay signed in: there the cookie has neither, and does not pretend to.
 */
const nameOf = (name: 'session' | 'device', secure: boolean): string => (secure ? `__Host-${name}` : name);

/** Browsers keep no cookie longer than 400 days (RFC 6265bis). */
const DEVICE_MAX_AGE_MS = 400 * 86_400_000;

export function readSessionToken(req: IncomingMessage, secure: boolean): string | null {
  const token = readCookie(req, nameOf('session', secure)) ?? '';
  return /^[\w-]{1,200}$/.test(token) ? token : null;
}

function readCookie(req: IncomingMessage, cookie: string): string | null {
  const name = `${cookie}=`;
  const pair = (req.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(name));
  return pair?.slice(name.length) ?? null;
}

export function createSessionCookies(req: IncomingMessage, res: ServerResponse, secure: boolean): SessionCookies {
  const write = (name: string, value: string, maxAgeMs: number): void => {
    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${Math.floor(maxAgeMs / 1000)}`];
    if (secure) attributes.push('Secure');
    res.appendHeader('Set-Cookie', [`${name}=${value}`, ...attributes].join('; '));
  };
  return {
    sessionToken: readSessionToken(req, secure),
    setSession: (token, maxAgeMs) => write(nameOf('session', secure), token, maxAgeMs),
    clearSession: () => write(nameOf('session', secure), '', 0),
    knownDevice: readCookie(req, nameOf('device', secure)),
    setKnownDevice: (value) => write(nameOf('device', secure), value, DEVICE_MAX_AGE_MS),
  };
}
