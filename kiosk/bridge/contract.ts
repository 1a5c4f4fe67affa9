import { z } from 'zod';
import { type Intent, intentSchema } from '#kiosk/core/intent.ts';
import { kioskViewSchema, signalSchema } from '#kiosk/core/view.ts';
import { kioskStatusSchema } from '#shared/contract/kiosk-status.ts';

const nothing = z.strictObject({});

export type { Intent };

/** Screen -> core. The one list of what the renderer may ask, used over Electron's IPC and over a WebSocket alike. */
export const channels = {
  view: { args: nothing, result: kioskViewSchema },
  scan: {
    args: z.strictObject({
      /** The code's bytes as text where they are UTF-8, else base64url with `encoding` saying so. */
      text: z.string().max(8192),
      encoding: z.enum(['text', 'base64url']),
      source: z.enum(['camera', 'keyboard']),
      /** When the code was seen, by performance.timeOrigin + performance.now(). */
      seenAt: z.number(),
    }),
    result: nothing,
  },
  intent: { args: intentSchema, result: nothing },
  pair: {
    args: z.strictObject({ serverUrl: z.url({ protocol: /^https?$/ }).max(300), code: z.string().max(40) }),
    result: nothing,
  },
  'camera-state': { args: z.strictObject({ state: kioskStatusSchema.shape.camera }), result: nothing },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

export type Channel = keyof typeof channels;
export type ChannelArgs<C extends Channel> = z.infer<(typeof channels)[C]['args']>;
export type ChannelResult<C extends Channel> = z.infer<(typeof channels)[C]['result']>;

/** Core -> screen and host. */
export const pushes = {
  view: kioskViewSchema,
  signal: z.strictObject({ signal: signalSchema }),
  /** To the host, never to a screen: the staff end the kiosk, start it anew, or have a new one put in its place. */
  host: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('leave') }),
    z.strictObject({ do: z.literal('restart') }),
    z.strictObject({ do: z.literal('install'), file: z.string(), sha256: z.string(), version: z.string() }),
  ]),
} as const satisfies Record<string, z.ZodType>;

export type Push = keyof typeof pushes;
export type PushPayload<P extends Push> = z.infer<(typeof pushes)[P]>;

/** What runs over the wire between them, whatever the wire is. */
export const bridgeMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.int(), channel: z.string(), args: z.unknown() }),
  z.strictObject({ type: z.literal('answer'), id: z.int(), result: z.unknown() }),
  z.strictObject({
    type: z.literal('failure'),
    id: z.int(),
    reason: z.enum(['unknown-channel', 'bad-arguments', 'failed']),
  }),
  z.strictObject({ type: z.literal('push'), push: z.string(), payload: z.unknown() }),
]);
export type BridgeMessage = z.infer<typeof bridgeMessageSchema>;

/** The renderer's end. In Electron the preload script puts one on `window.kioskBridge`; in a browser it is made over a WebSocket. */
export interface KioskBridge {
  call<C extends Channel>(channel: C, args: ChannelArgs<C>): Promise<ChannelResult<C>>;
  /** @returns a function that stops listening. */
  on<P extends Push>(push: P, listener: (payload: PushPayload<P>) => void): () => void;
}
