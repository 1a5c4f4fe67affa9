import { z } from 'zod';
import { kioskViewSchema, signalSchema } from '#kiosk/core/view.ts';
import { kioskStatusSchema } from '#shared/contract/kiosk-sync.ts';
import { answerSchema } from '#shared/domain/declaration.ts';
import { languageSchema } from '#shared/domain/language.ts';

const nothing = z.strictObject({});

/** What a person did on the screen. The core decides what it means; one that does not fit the screen is ignored. */
export const intentSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-language'), language: languageSchema }),
  z.strictObject({ do: z.literal('start-typed') }),
  z.strictObject({ do: z.literal('answer'), answer: answerSchema }),
  z.strictObject({ do: z.literal('submit-phone'), phone: z.string().max(30) }),
  z.strictObject({ do: z.literal('skip-phone') }),
  z.strictObject({ do: z.literal('submit-name'), name: z.string().max(200) }),
  z.strictObject({ do: z.literal('back') }),
  z.strictObject({ do: z.literal('cancel') }),
  /** Any touch or key: the person is still there. */
  z.strictObject({ do: z.literal('touch') }),
  /** Leaves a result or a refusal before its time. */
  z.strictObject({ do: z.literal('dismiss') }),
]);
export type Intent = z.infer<typeof intentSchema>;

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

/** Core -> screen. */
export const pushes = {
  view: kioskViewSchema,
  signal: z.strictObject({ signal: signalSchema }),
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
