import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CoreLink } from '#kiosk/bridge/core-link.ts';
import { forkCore } from '#kiosk/host/fork-core.ts';
import type { HostLog } from '#kiosk/host/host-log.ts';
import type { UpdateWatch } from '#kiosk/host/watch-update.ts';
import { PlainFailure } from '#kiosk/process/run-program.ts';
import { Access } from './access.ts';
import { answerRequest, type HostParts } from './answer-request.ts';
import { BridgeSocket } from './bridge-socket.ts';

export interface BrowserHostOptions {
  /** 0: any free port. */
  readonly port: number;
  /** The built renderer. */
  readonly folder: string;
  /** Command line of the core process. */
  readonly coreArgs: readonly string[];
  /** The core's program; where nothing is said, its sources. */
  readonly core?: string | undefined;
  readonly log: HostLog;
  /** Left out: this one is updated by hand. */
  readonly update?: UpdateWatch;
}

/** Staff asked for it, a new program took the place of this one, or the core said why it does not start again. */
export type HostEnd = 'leave' | 'restart' | 'replaced' | 'refused';

export interface BrowserHost {
  /** With the token that opens it, once. */
  readonly url: string;
  /** Whether the kiosk belongs to a venue; false when pairing failed, which the screen then shows. */
  readonly paired: boolean;
  /** `http://127.0.0.1:8081`. */
  readonly origin: string;
  /** An address that opens it once, in another browser; the one that had it until now is shut out. */
  mintLink(): string;
  /** Resolves when it should be closed. */
  readonly ended: Promise<HostEnd>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const CORE = fileURLToPath(new URL('../process/main.ts', import.meta.url));
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node-compile', import.meta.url));

/** Shows the kiosk to a browser of this machine, and to nobody else. @throws PlainFailure */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { port, folder, coreArgs, log, update, core: script = CORE } = options;
  if (!existsSync(join(folder, 'index.html')) || !existsSync(script)) {
    throw new PlainFailure('The kiosk is not built yet: run "npm run build" first.');
  }
  const server = createServer();
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  const host: HostParts = { access: new Access(taken), origin: `http://${HOST}:${taken}`, folder };
  let settle: (paired: boolean) => void;
  let end: (how: HostEnd) => void;
  const settled = new Promise<boolean>((resolve) => (settle = resolve));
  const ended = new Promise<HostEnd>((resolve) => (end = resolve));
  const launch = () => forkCore({ script, args: coreArgs, compileCache: COMPILE_CACHE, onErrors: log.follow });
  const core = new CoreLink(launch, {
    push(push, payload) {
      bridge.push(push, payload);
      if ('screen' in payload && payload.screen.name !== 'out-of-order') update?.noteUp();
      if ('screen' in payload && !isPairing(payload.screen)) settle(payload.screen.name !== 'unpaired');
    },
    host(wish) {
      if (wish.do !== 'install') return end(wish.do);
      void update?.install(wish).then((isInPlace) => isInPlace && end('replaced'));
    },
    lost(why, code) {
      update?.noteDown();
      log.say('error', `the core ${why === 'hung' ? 'hung' : `ended (${code})`} and is started again`);
    },
    refused: () => end('refused'),
  });
  const bridge = new BridgeSocket(host, core);
  server.on('request', (request, response) => void answerRequest(request, response, host));
  server.on('upgrade', (request, socket, head) => bridge.upgrade(request, socket, head));
  const close = async (): Promise<void> => {
    bridge.close();
    server.close();
    server.closeAllConnections();
    await core.end();
  };
  core.start();
  const paired = await Promise.race([settled, ended]);
  if (typeof paired === 'string') {
    await close();
    throw new CoreRefused('the core has said why');
  }
  const { origin } = host;
  return {
    url: linkOf(origin, host.access.token),
    origin,
    paired,
    ended,
    mintLink() {
      bridge.dropAll();
      return linkOf(origin, host.access.renew());
    },
    close,
  };
}

const linkOf = (origin: string, token: string | null): string => `${origin}/?token=${token}`;

/** The core ended before it was of any use; its sentence is on the error output already. */
export class CoreRefused extends Error {
  override readonly name = 'CoreRefused';
}

const isPairing = (screen: { readonly name: string; readonly pairing?: string }): boolean =>
  screen.name === 'unpaired' && screen.pairing === 'working';

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is already in use: choose another with --port N.`;
      const other = `Cannot listen on ${HOST}, port ${port} (${error.code}): choose another with --port N.`;
      reject(new PlainFailure(error.code === 'EADDRINUSE' ? taken : other));
    });
    server.listen({ host: HOST, port, exclusive: true }, resolve);
  });
}
