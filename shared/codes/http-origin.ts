/** Present in Node, Chromium and workers alike, but in no library that shared/ compiles against. */
declare const URL: { new (address: string): { readonly origin: string }; canParse(address: string): boolean };

/** Scheme, host and port of an http(s) server and nothing else: no user information, no path. */
const BARE_ORIGIN = /^https?:\/\/(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Canonical origin (lower case, no default port) of a text that is an http(s) origin; null for every other text. */
export function parseHttpOrigin(text: string): string | null {
  return BARE_ORIGIN.test(text) && URL.canParse(text) ? new URL(text).origin : null;
}
