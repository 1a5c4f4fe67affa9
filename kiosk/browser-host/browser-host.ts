import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CoreLink } from '#kiosk/bridge/core-link.ts';
import { PlainFailure } from '#kiosk/process/run-program.ts';
import { Access } from './access.ts';
import { answerRequest, type HostParts } from './answer-request.ts';
import { BridgeSocket } from './bridge-socket.ts';
import { launchCore } from './launch-core.ts';

export interface BrowserHostOptions {
  /** 0: any free port. */
  readonly port: number;
  /** The built renderer. */
  readonly folder: string;
  /** Command line of the core process. */
  readonly coreArgs: readonly string[];
}

export interface BrowserHost {
  /** With the token that opens it, once. */
  readonly url: string;
  /** Whether the kiosk belongs to a venue; false when pairing failed, which the screen then shows. */
  readonly paired: boolean;
  /** Resolves with an exit code if the core refuses to start again. */
  readonly refused: Promise<number>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Shows the kiosk to a browser of this machine, and to nobody else. @throws PlainFailure */
export async function startBrowserHost({ port, folder, coreArgs }: BrowserHostOptions): Promise<BrowserHost> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new PlainFailure('The kiosk\'s screen is not built yet: run "npm run build" first.');
  }
  const server = createServer();
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  const host: HostParts = { access: new Access(taken), origin: `http://${HOST}:${taken}`, folder };
  let settle: (paired: boolean) => void;
  let refuse: (code: number) => void;
  const settled = new Promise<boolean>((resolve) => (settle = resolve));
  const refused = new Promise<number>((resolve) => (refuse = resolve));
  const core = new CoreLink(() => launchCore(coreArgs), {
    push(push, payload) {
      bridge.push(push, payload);
      if ('screen' in payload && !isPairing(payload.screen)) settle(payload.screen.name !== 'unpaired');
    },
    refused: (code) => refuse(code),
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
  const paired = await Promise.race([settled, refused.then(() => null)]);
  if (paired === null) {
    await close();
    throw new CoreRefused('the core has said why');
  }
  return { url: `${host.origin}/?token=${host.access.token}`, paired, refused, close };
}

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
