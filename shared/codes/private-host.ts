/** Present in Node, Chromium and workers alike, but in no library that shared/ compiles against. */
declare const URL: { new (address: string): { readonly protocol: string; readonly hostname: string } };

/** Loopback, RFC 1918, link-local (RFC 3927), unique local (RFC 4193) and names that no public zone holds (RFC 6762, 8375). */
const PRIVATE_HOST =
  /^(?:localhost|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[f[cd][0-9a-f:]+\]|\[fe80:[0-9a-f:]+\]|[a-z0-9-]+(?:\.local|\.home\.arpa))$/;

/** Plain http is taken only where the way to the server is the venue's own network. @param origin an http(s) origin. */
export function isSafeOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || PRIVATE_HOST.test(hostname);
}
