import { isIP } from 'node:net';

/** To whom a passkey is bound (WebAuthn Level 3, section 5.1.2). */
export interface RelyingParty {
  /** A domain; passkeys made for it work for it alone. */
  readonly id: string;
  readonly origin: string;
}

/**
 * Passkeys need https and a name. On this machine itself `localhost` will do, as which browsers reach a server that
 * listens on 127.0.0.1 too.
 *
 * @param publicOrigin where people's browsers reach this server.
 * @returns null where browsers make no passkeys.
 */
export function describeRelyingParty(publicOrigin: string): RelyingParty | null {
  const url = new URL(publicOrigin);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '127.0.0.1' || host === '::1') {
    url.hostname = 'localhost';
    return { id: 'localhost', origin: url.origin };
  }
  return url.protocol === 'https:' && isIP(host) === 0 ? { id: host, origin: url.origin } : null;
}
