import type { VenuePosterCode } from './scanned-code.ts';

/**
 * Our own wall poster: an http(s) address with the path `/v/<22 base64url characters>`. Query and fragment are ignored
 * (messengers add tracking parameters); user information and other paths make it an ordinary web address. Null for those.
 */
export function parseVenuePoster(text: string): VenuePosterCode | null {
  const [, origin, entranceCode] =
    /^(https?:\/\/(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?)\/v\/([\w-]{22})\/?(?:[?#].*)?$/i.exec(
      text,
    ) ?? [];
  if (origin === undefined || entranceCode === undefined) return null;
  return { kind: 'venue-poster', origin: origin.toLowerCase(), entranceCode };
}
