import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Chores, startChores } from './chores.ts';
import type { Config } from './config/config.ts';
import { writeLastRun } from './config/last-run.ts';
import { type Foundation, openServerFoundation } from './foundation.ts';
import { createApp } from './http/app.ts';
import { createBodyBudget } from './http/body-budget.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { createLogger } from './http/request-log.ts';
import { createLimitedServer } from './http/server-limits.ts';
import { createTenantLookup } from './http/tenant-lookup.ts';
import { createRoutes } from './routes.ts';
import { createServices, type Services } from './services.ts';

export interface Server {
  readonly services: Services;
  /** Where it listens on this machine; only after {@link listen}. */
  readonly url: () => string;
  /** Where phones and kiosks reach it. */
  readonly publicOrigin: () => string;
  /** @returns one clear sentence when the address cannot be had. */
  listen(): Promise<Result<void, string>>;
  /** Answers what was begun, ends what never ends, closes the files. */
  close(): Promise<void>;
}

/** Not the whole error: a mail server repeats the address it was given. */
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

const DIST = join(import.meta.dirname, '..', 'dist');
const CLOSE_GRACE_MS = 3_000;

/**
 * A server that listens when told and leaves nothing behind when closed.
 *
 * @param now the server's time, for tests.
 * @returns one clear sentence when its data cannot be opened.
 */
export async function createServer(config: Config, now?: () => number): Promise<Result<Server, string>> {
  let listeningOn = `http://${config.host}:${config.port}`;
  let reachedAt = listeningOn;
  const publicOrigin = (): string => config.publicUrl ?? reachedAt;
  const foundation = await openServerFoundation(config, publicOrigin, now);
  if (!foundation.ok) return foundation;
  const log = createLogger(config.logLevel);
  const services = await createServices(foundation.value, (error, what = 'a letter was not sent') =>
    log.error({ code: codeOf(error) }, what),
  );
  const stopping = new AbortController();
  let chores: Chores | null = null;
  const http = createLimitedServer();
  http.on('request', assembleApp(foundation.value, services, stopping.signal));
  return ok({
    services,
    url: () => listeningOn,
    publicOrigin,
    async listen() {
      const listened = await listenOn(http, config);
      if (!listened.ok) return listened;
      const { local, reachable } = describeAddress(http, config.host);
      chores = startChores(foundation.value, services, log);
      listeningOn = local;
      reachedAt = reachable;
      writeLastRun(config.dataDir, { origin: publicOrigin(), timeZone: config.timeZone });
      return ok(undefined);
    },
    async close() {
      const isClosedBefore = stopping.signal.aborted;
      stopping.abort();
      await chores?.stop();
      await closeHttp(http);
      await services.exports.close();
      services.webhooks.close();
      await services.auditView.settle();
      await services.accounts.settle();
      await services.posters.jobs.close();
      if (chores && !isClosedBefore) await services.auditHeads.signHead();
      await foundation.value.close();
    },
  });
}

function assembleApp({ config, store, keys, publicOrigin }: Foundation, services: Services, stopping: AbortSignal) {
  const https = config.publicUrl?.startsWith('https:') === true;
  const runner = {
    sessions: services.accounts,
    tenants: createTenantLookup(store.read),
    tokens: services.apiTokens,
    kiosks: services.kiosks,
    limits: createRateLimits(config.rateFactor),
    bodies: createBodyBudget(),
    log: createLogger(config.logLevel),
    secureCookies: https,
    stopping,
  };
  const isReady = async (): Promise<boolean> => {
    await store.read.selectFrom('deployment').select('id').execute();
    return keys.isOpen();
  };
  return createApp(runner, createRoutes(services), {
    https,
    behindProxy: config.publicUrl !== null,
    pages: { portal: join(DIST, 'portal'), visitor: join(DIST, 'visitor') },
    origin: publicOrigin,
    isReady,
  });
}

function listenOn(http: HttpServer, { host, port }: Config): Promise<Result<void, string>> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = describeListenFailure(error, host, port);
      if (sentence === null) reject(error);
      else resolve(err(sentence));
    });
    http.listen(port, host, () => resolve(ok(undefined)));
  });
}

function describeListenFailure({ code = '' }: NodeJS.ErrnoException, host: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: choose another with --port N.`;
    case 'EACCES':
      return `Port ${port} needs more rights: choose one above 1023 with --port N.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: choose another with --host A.`;
    default:
      return null;
  }
}

/** Bound to every address, the machine's own one in the local network is what others can use. */
function describeAddress(http: HttpServer, host: string): { local: string; reachable: string } {
  const { port } = http.address() as AddressInfo;
  const isAny = host === '0.0.0.0' || host === '::';
  const local = `http://${isAny ? '127.0.0.1' : bracket(host)}:${port}`;
  const lan = isAny ? findLanAddress() : null;
  return { local, reachable: lan === null ? local : `http://${lan}:${port}` };
}

const bracket = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function findLanAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((ofInterface) => ofInterface ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

async function closeHttp(http: HttpServer): Promise<void> {
  if (!http.listening) return;
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  const cut = setTimeout(() => http.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(cut);
}
