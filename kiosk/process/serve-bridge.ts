import {
  type BridgeMessage,
  bridgeMessageSchema,
  type Channel,
  type ChannelArgs,
  type ChannelResult,
  channels,
  type Push,
  type PushPayload,
  pushes,
} from '#kiosk/bridge/contract.ts';
import { fromBase64url } from '#shared/sealing/bytes.ts';
import type { KioskCore } from './kiosk-core.ts';
import { log } from './log.ts';

/** A wire to one screen: a child process, a WebSocket, a test. */
export interface BridgePort {
  send(message: BridgeMessage): void;
  /** @returns a function that stops listening. */
  listen(onMessage: (raw: unknown) => void): () => void;
}

export interface BridgedKiosk {
  readonly core: KioskCore;
  setCamera(state: ChannelArgs<'camera-state'>['state']): void;
  /** The staff end the kiosk, start it anew or replace it. @returns a function that stops listening. */
  listenToHost(listener: (wish: PushPayload<'host'>) => void): () => void;
}

type Handlers = { readonly [C in Channel]: (args: ChannelArgs<C>) => ChannelResult<C> | Promise<ChannelResult<C>> };

/**
 * Lets a screen see and steer the kiosk. All that crosses is checked in both directions; whatever does not fit answers a
 * failure and changes nothing.
 *
 * @returns a function that ends it.
 */
export function serveBridge(kiosk: BridgedKiosk, port: BridgePort): () => void {
  const handlers = createHandlers(kiosk);
  const push = <P extends Push>(name: P, payload: PushPayload<P>): void =>
    port.send({ type: 'push', push: name, payload: pushes[name].parse(payload) });
  const deafen = port.listen((raw) => void answer(handlers, raw, port));
  const unlisten = kiosk.core.listen({
    onView: (view) => push('view', view),
    onSignal: (signal) => push('signal', { signal }),
  });
  const unlistenHost = kiosk.listenToHost((wish) => push('host', wish));
  push('view', kiosk.core.view);
  return () => {
    deafen();
    unlisten();
    unlistenHost();
  };
}

function createHandlers(kiosk: BridgedKiosk): Handlers {
  const { core } = kiosk;
  return {
    view: () => core.view,
    async scan({ text, encoding, source }) {
      await core.scan(encoding === 'text' ? text : fromBase64url(text), source);
      return {};
    },
    intent(intent) {
      core.intend(intent);
      return {};
    },
    pair({ serverUrl, code }) {
      // Its fate shows on the screen; the caller need not wait for the network.
      void core.pair(serverUrl, code);
      return {};
    },
    'camera-state': ({ state }) => {
      kiosk.setCamera(state);
      return {};
    },
  };
}

async function answer(handlers: Handlers, raw: unknown, port: BridgePort): Promise<void> {
  const message = bridgeMessageSchema.safeParse(raw);
  if (!message.success || message.data.type !== 'call') return;
  const { id, channel, args } = message.data;
  if (!isChannel(channel)) return port.send({ type: 'failure', id, reason: 'unknown-channel' });
  const parsed = channels[channel].args.safeParse(args);
  if (!parsed.success) return port.send({ type: 'failure', id, reason: 'bad-arguments' });
  try {
    // The arguments were parsed by this very channel's schema.
    const handle = handlers[channel] as (args: unknown) => unknown;
    port.send({ type: 'answer', id, result: channels[channel].result.parse(await handle(parsed.data)) });
  } catch (error) {
    log('error', `the channel ${channel} failed: ${error instanceof Error ? error.name : 'unknown'}`);
    port.send({ type: 'failure', id, reason: 'failed' });
  }
}

const isChannel = (name: string): name is Channel => Object.hasOwn(channels, name);
