import { createServer, type Server, type ServerOptions } from 'node:http';

/** How long, and how much, a client may take to say what it wants. A slower one is hung up on with 408, as RFC 9110 has it. */
const LIMITS = {
  /** From the first byte to the last of a request: half a megabyte over 64 kbit/s. */
  requestTimeout: 60_000,
  headersTimeout: 15_000,
  /** Longer than what proxies keep theirs for, or a request could meet a closing connection. */
  keepAliveTimeout: 65_000,
  /** How often the first two are looked at: Node's own half a minute would let a slow client stay three times as long. */
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
  insecureHTTPParser: false,
} as const satisfies ServerOptions;

/** Its header fields, each at most {@link LIMITS.maxHeaderSize} bytes together. */
const MAX_HEADERS = 100;

/** An HTTP server that no slow or endless request keeps. @param overrides for tests. */
export function createLimitedServer(overrides: ServerOptions = {}): Server {
  const http = createServer({ ...LIMITS, ...overrides });
  http.maxHeadersCount = MAX_HEADERS;
  return http;
}
