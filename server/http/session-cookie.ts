import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionCookies } from './define-route.ts';

/** `__Host-` binds the cookie to this very host over https; browsers refuse the prefix on plain http. */
const nameOf = (secure: boolean): string => (secure ? '__Host-session' : 'session');

export function readSessionToken(req: IncomingMessage, secure: boolean): string | null {
  const name = `${nameOf(secure)}=`;
  const pair = (req.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(name));
  const token = pair?.slice(name.length) ?? '';
  return /^[\w-]{1,200}$/.test(token) ? token : null;
}

export function createSessionCookies(res: ServerResponse, secure: boolean): SessionCookies {
  const write = (value: string, maxAgeMs: number): void => {
    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${Math.floor(maxAgeMs / 1000)}`];
    if (secure) attributes.push('Secure');
    res.setHeader('Set-Cookie', [`${nameOf(secure)}=${value}`, ...attributes].join('; '));
  };
  return { setSession: write, clearSession: () => write('', 0) };
}
