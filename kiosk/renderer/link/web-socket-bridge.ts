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
import type { KioskView } from '#kiosk/core/view.ts';

const RECONNECT_MS = 500;
const CALL_TIMEOUT_MS = 10_000;

interface PendingCall {
  readonly answer: (result: unknown) => void;
  readonly fail: (reason: string) => void;
}

/**
 * The bridge over a WebSocket of our own host, for a kiosk in a plain browser. Reconnects for ever; while the host is away,
 * listeners of `view` get the last view with the `out-of-order` screen.
 */
export function connectWebSocketBridge(url: string): KioskBridge {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<Push, Set<(payload: never) => void>>();
  let socket: WebSocket | null = null;
  let opened: Promise<void> = Promise.resolve();
  let nextId = 1;
  let lastView: KioskView | null = null;

  function notify<P extends Push>(push: P, payload: PushPayload<P>): void {
    if (push === 'view') lastView = payload as KioskView;
    for (const listener of listeners.get(push) ?? []) (listener as (payload: PushPayload<P>) => void)(payload);
  }

  function receive(message: BridgeMessage): void {
    switch (message.type) {
      case 'answer':
        pending.get(message.id)?.answer(message.result);
        break;
      case 'failure':
        pending.get(message.id)?.fail(message.reason);
        break;
      case 'push':
        if (message.push === 'view' || message.push === 'signal') {
          notify(message.push, pushes[message.push].parse(message.payload));
        }
        break;
      case 'call':
        break;
    }
  }

  function open(): void {
    const fresh = new WebSocket(url);
    socket = fresh;
    opened = new Promise((resolve) => fresh.addEventListener('open', () => resolve(), { once: true }));
    fresh.addEventListener('open', () => {
      void bridge.call('view', {}).then((view) => notify('view', view));
    });
    fresh.addEventListener('message', (event) => {
      receive(bridgeMessageSchema.parse(JSON.parse(String(event.data))));
    });
    fresh.addEventListener('close', () => {
      for (const call of pending.values()) call.fail('closed');
      pending.clear();
      if (lastView) notify('view', { ...lastView, screen: { name: 'out-of-order' } });
      setTimeout(open, RECONNECT_MS);
    });
  }

  const bridge: KioskBridge = {
    async call<C extends Channel>(channel: C, args: ChannelArgs<C>): Promise<ChannelResult<C>> {
      await opened;
      const id = nextId++;
      const result = await new Promise<unknown>((resolve, reject) => {
        const timer = setTimeout(() => fail('timed out'), CALL_TIMEOUT_MS);
        const settle = (): void => {
          clearTimeout(timer);
          pending.delete(id);
        };
        const fail = (reason: string): void => {
          settle();
          reject(new Error(`bridge call ${channel}: ${reason}`));
        };
        pending.set(id, {
          answer: (value) => {
            settle();
            resolve(value);
          },
          fail,
        });
        socket?.send(JSON.stringify({ type: 'call', id, channel, args } satisfies BridgeMessage));
      });
      return channels[channel].result.parse(result) as ChannelResult<C>;
    },
    on<P extends Push>(push: P, listener: (payload: PushPayload<P>) => void): () => void {
      const known = listeners.get(push) ?? new Set();
      listeners.set(push, known);
      known.add(listener as (payload: never) => void);
      return () => known.delete(listener as (payload: never) => void);
    },
  };
  open();
  return bridge;
}
