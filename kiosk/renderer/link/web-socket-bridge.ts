import {
  type BridgeMessage,
  bridgeMessageSchema,
  type Channel,
  type ChannelArgs,
  type ChannelResult,
  channels,
  type KioskBridge,
  type Push,
  type PushPayload,
  pushes,
} from '#kiosk/bridge/contract.ts';
import { unreachable } from '#shared/domain/result.ts';

const RECONNECT_MS = 500;
const CALL_TIMEOUT_MS = 10_000;

interface PendingCall {
  readonly answer: (result: unknown) => void;
  readonly fail: (reason: string) => void;
}

type Listener = (payload: never) => void;

/**
 * The bridge over a WebSocket of our own host, for a kiosk in a plain browser. Reconnects for ever; while the host is away,
 * listeners of `view` get the last view with the `out-of-order` screen.
 */
export class WebSocketBridge implements KioskBridge {
  readonly #url: string;
  readonly #pending = new Map<number, PendingCall>();
  readonly #listeners: Record<Push, Set<Listener>> = { view: new Set(), signal: new Set(), host: new Set() };
  #socket: WebSocket;
  #nextId = 1;
  #lastView: PushPayload<'view'> | null = null;

  /** @param url `ws://…` */
  constructor(url: string) {
    this.#url = url;
    this.#socket = this.#open();
  }

  async call<C extends Channel>(channel: C, args: ChannelArgs<C>): Promise<ChannelResult<C>> {
    await this.#untilOpen();
    const id = this.#nextId++;
    const answered = this.#expectAnswer(id, channel);
    this.#socket.send(JSON.stringify({ type: 'call', id, channel, args } satisfies BridgeMessage));
    return channels[channel].result.parse(await answered) as ChannelResult<C>;
  }

  on<P extends Push>(push: P, listener: (payload: PushPayload<P>) => void): () => void {
    const listeners: Set<Listener> = this.#listeners[push];
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  #open(): WebSocket {
    const socket = new WebSocket(this.#url);
    socket.addEventListener('open', () => {
      this.call('view', {}).then(
        (view) => this.#notify('view', view),
        () => socket.close(),
      );
    });
    socket.addEventListener('message', (event) => {
      this.#receive(bridgeMessageSchema.parse(JSON.parse(String(event.data))));
    });
    socket.addEventListener('close', () => {
      for (const call of this.#pending.values()) call.fail('closed');
      if (this.#lastView) this.#notify('view', { ...this.#lastView, screen: { name: 'out-of-order' } });
      setTimeout(() => {
        this.#socket = this.#open();
      }, RECONNECT_MS);
    });
    return socket;
  }

  async #untilOpen(): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState === WebSocket.OPEN) return;
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('close', () => reject(new Error('the kiosk host is away')), { once: true });
    });
  }

  #expectAnswer(id: number, channel: Channel): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#pending.delete(id);
      };
      const fail = (reason: string): void => {
        settle();
        reject(new Error(`bridge call ${channel}: ${reason}`));
      };
      const timer = setTimeout(fail, CALL_TIMEOUT_MS, 'timed out');
      const answer = (result: unknown): void => {
        settle();
        resolve(result);
      };
      this.#pending.set(id, { answer, fail });
    });
  }

  #receive(message: BridgeMessage): void {
    switch (message.type) {
      case 'answer':
        this.#pending.get(message.id)?.answer(message.result);
        break;
      case 'failure':
        this.#pending.get(message.id)?.fail(message.reason);
        break;
      case 'push':
        if (message.push === 'view') this.#notify('view', pushes.view.parse(message.payload));
        if (message.push === 'signal') this.#notify('signal', pushes.signal.parse(message.payload));
        break;
      case 'call':
        break;
      default:
        unreachable(message);
    }
  }

  #notify<P extends Push>(push: P, payload: PushPayload<P>): void {
    if (push === 'view') this.#lastView = payload as PushPayload<'view'>;
    for (const listener of this.#listeners[push]) (listener as (payload: PushPayload<P>) => void)(payload);
  }
}
