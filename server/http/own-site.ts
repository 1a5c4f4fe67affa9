import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { refuse } from './refusal.ts';
import { sendRefusal } from './send-answer.ts';

/** Kiosks sign what they send and use no browser: neither check says anything about them. */
const KIOSK_API = '/api/kiosk/';

/**
 * Keeps other sites' pages out, before anything is routed: a name somebody else has pointed at this server (DNS rebinding)
 * is not answered, and the API answers no page of another site (Fetch Metadata; `Origin` where a browser sends none).
 *
 * @param publicOrigin `https://host[:port]` where people reach this server.
 */
export const requireOwnSite =
  (publicOrigin: () => string): RequestHandler =>
  (req, res, next) => {
    const { headers, path } = req;
    const own = new URL(publicOrigin());
    // Which of two names a proxy went by is not known (RFC 9112, 3.2).
    const isTwice = (req.headersDistinct['host'] ?? []).length > 1;
    if (isTwice) void sendRefusal(res, refuse('misdirected'), res.locals['requestId']);
    else if (path.startsWith(KIOSK_API)) next();
    else if (!isOwnHost(headers.host, own)) void sendRefusal(res, refuse('misdirected'), res.locals['requestId']);
    else if (path.startsWith('/api/') && isFromElsewhere(headers, own))
      void sendRefusal(res, refuse('not-allowed'), res.locals['requestId']);
    else next();
  };

/** Names that nobody can register, so that no stranger's name leads here. */
const UNREGISTRABLE = /^[^.]+$|\.(?:local|localhost|internal|lan|home\.arpa)$/;

/** @param host the header; without one it is no browser. */
export function isOwnHost(host: string | undefined, own: URL): boolean {
  if (host === undefined) return true;
  const url = URL.parse(`http://${host}`);
  if (!url || url.username !== '' || url.pathname !== '/' || url.search !== '') return false;
  const { hostname } = url;
  return hostname === own.hostname || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || UNREGISTRABLE.test(hostname);
}

/** Whether a page of another site makes the request. Programs that are no browser say nothing of the kind. */
export function isFromElsewhere(headers: IncomingHttpHeaders, own: URL): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && origin !== own.origin && URL.parse(origin)?.host !== host;
}
