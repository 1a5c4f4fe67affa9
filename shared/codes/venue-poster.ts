import { parseHttpOrigin } from './http-origin.ts';
import type { VenuePosterCode } from './scanned-code.ts';

/**
 * Our own wall poster: an http(s) address with the path `/v/<22 base64url characters>`. Query and fragment are ignored
 * (messengers add tracking parameters); user information and other paths make it an ordinary web address. Null for those.
 */
export function parseVenuePoster(text: string): VenuePosterCode | null {
  const [, address = '', entranceCode] = /^([^/]{5,6}\/\/[^/]+)\/v\/([\w-]{22})\/?(?:[?#].*)?$/.exec(text) ?? [];
  const origin = parseHttpOrigin(address);
  return origin === null || entranceCode === undefined ? null : { kind: 'venue-poster', origin, entranceCode };
}
