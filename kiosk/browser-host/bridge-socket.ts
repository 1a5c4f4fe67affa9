import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type BridgeMessage,
  bridgeMessageSchema,
  type Channel,
  channels,
  type PushPayload,
} from '#kiosk/bridge/contract.ts';
import type { CoreLink, ScreenPush } from '#kiosk/bridge/core-link.ts';
import { type HostParts, isOurs } from './answer-request.ts';

const MAX_MESSAGE_BYTES = 65_536;
/** Reloads and a second window are fine; a page that opens sockets without end is not. */
const MAX_SOCKETS = 8;

/** The bridge over WebSockets: what the screen asks goes to the core, what the core pushes goes to every screen. */
export class BridgeSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  readonly #host: HostParts;
  readonly #core: CoreLink;

  constructor(host: HostParts, core: CoreLink) {
    this.#host = host;
    this.#core = core;
  }

  /** Takes a connection over, or refuses it without a word about why. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { access, origin } = this.#host;
    const isAllowed =
      request.url === '/bridge' &&
      isOurs(request, origin, true) &&
      access.hasSession(request.headers.cookie) &&
      this.#server.clients.size < MAX_SOCKETS;
    if (!isAllowed) {
      // Node leaves the socket to us here: one that resets before it is refused must not end the kiosk.
      socket.on('error', () => {});
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#serve(client));
  }

  push<P extends ScreenPush>(push: P, payload: PushPayload<P>): void {
    for (const client of this.#server.clients) send(client, { type: 'push', push, payload });
  }

  /** The pages of a session that has ended. */
  dropAll(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  close(): void {
    this.dropAll();
    this.#server.close();
  }

  #serve(client: WebSocket): void {
    client.on('error', () => {}); // Too large, or no WebSocket at all: it closes itself.
    client.on('message', (data, isBinary) => {
      const message = !isBinary && Buffer.isBuffer(data) ? parseMessage(data.toString('utf8')) : null;
      if (message?.type === 'call') void this.#answer(client, message);
    });
    client.on('close', () => {
      const isLast = this.#server.clients.size === 0;
      if (isLast) void this.#core.call('camera-state', { state: 'unknown' }).catch(() => undefined);
    });
  }

  async #answer(client: WebSocket, { id, channel, args }: Extract<BridgeMessage, { type: 'call' }>): Promise<void> {
    if (!isChannel(channel)) return send(client, { type: 'failure', id, reason: 'unknown-channel' });
    const parsed = channels[channel].args.safeParse(args);
    if (!parsed.success) return send(client, { type: 'failure', id, reason: 'bad-arguments' });
    try {
      send(client, { type: 'answer', id, result: await this.#core.call(channel, parsed.data) });
    } catch {
      send(client, { type: 'failure', id, reason: 'failed' });
    }
  }
}

const isChannel = (name: string): name is Channel => Object.hasOwn(channels, name);

function parseMessage(text: string): BridgeMessage | null {
  try {
    return bridgeMessageSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function send(client: WebSocket, message: BridgeMessage): void {
  if (client.readyState === client.OPEN) client.send(JSON.stringify(message));
}
