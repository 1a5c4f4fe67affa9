import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isPublicAddress } from './public-address.ts';
import { hostOf, parseTarget, type TargetRules } from './target.ts';

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A status, or why there was none: as it is shown to people and kept. */
export type SendOutcome = number | 'refused-address' | 'unknown-host' | 'timeout' | 'unreachable' | 'bad-address';

export interface Address {
  readonly address: string;
  readonly family: number;
}
export type Resolve = (host: string) => Promise<readonly Address[]>;

const TIMEOUT_MS = 10_000;

const resolveAll: Resolve = (host) => lookUp(host, { all: true, verbatim: true });

/**
 * One POST. The name is looked up once and every address of it must be public; the connection goes to those that were
 * looked at, so that a name that answers otherwise a moment later (DNS rebinding) gains nothing. Redirects are answers like
 * any other; of the answer only the status is read.
 */
export async function sendWebhook(
  { url: text, headers, body }: Outgoing,
  rules: TargetRules & { readonly timeoutMs?: number },
  resolve: Resolve = resolveAll,
): Promise<SendOutcome> {
  const target = parseTarget(text, rules);
  if (!target.ok) return target.error === 'private' ? 'refused-address' : 'bad-address';
  const url = target.value;
  const timeoutMs = rules.timeoutMs ?? TIMEOUT_MS;
  const addresses = await Promise.race([lookAt(hostOf(url), rules, resolve), timeoutAfter(timeoutMs)]);
  if (typeof addresses === 'string') return addresses;
  return post(url, addresses, headers, body, timeoutMs);
}

/** Whose name servers never answer holds others up no longer than who never answers. */
const timeoutAfter = (ms: number): Promise<'timeout'> => wait(ms, 'timeout', { ref: false });

async function lookAt(
  host: string,
  { allowPrivate }: TargetRules,
  resolve: Resolve,
): Promise<readonly Address[] | 'refused-address' | 'unknown-host'> {
  const family = isIP(host);
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }];
  if (found.length === 0) return 'unknown-host';
  return allowPrivate || found.every(({ address }) => isPublicAddress(address)) ? found : 'refused-address';
}

function post(
  url: URL,
  addresses: readonly Address[],
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      // A kept connection would go to an address that nobody looked at for this message.
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(timeoutMs),
      // All of them (RFC 8305): a host may have an address of a family that this machine cannot reach.
      lookup: (_host, options, done) => {
        const [first] = addresses;
        if (options.all) done(null, [...addresses]);
        else done(null, first?.address ?? '', first?.family);
      },
    });
    request.once('response', (response) => {
      resolve(response.statusCode ?? 'unreachable');
      response.destroy();
    });
    request.once('upgrade', ({ statusCode }, socket) => {
      resolve(statusCode ?? 'unreachable');
      socket.destroy();
    });
    request.once('error', (error) =>
      resolve(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'unreachable'),
    );
    // Whatever else may end it: a message that is never settled would keep all others waiting.
    request.once('close', () => resolve('unreachable'));
    request.end(body);
  });
}
