import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const messageSchema = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});

type Fields = Readonly<Record<string, unknown>>;

export interface DevtoolsEvent {
  readonly method: string;
  readonly params: Fields;
  readonly sessionId: string | undefined;
}

interface PendingCommand {
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Chromium's DevTools protocol over the two pipes of `--remote-debugging-pipe`: messages of JSON, each ended by a zero byte.
 * Only the process that started the browser holds them; there is no port. When they close, Chromium ends.
 */
export class DevtoolsPipe {
  readonly #out: Writable;
  readonly #pending = new Map<number, PendingCommand>();
  #nextId = 1;

  constructor(out: Writable, input: Readable, onEvent: (event: DevtoolsEvent) => void) {
    this.#out = out;
    out.on('error', () => undefined);
    input.on('error', () => undefined);
    input.on('close', () => this.#fail('the browser is gone'));
    let rest = '';
    input.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const text of messages) this.#receive(text, onEvent);
    });
  }

  /** @throws when the browser refuses, or is gone. */
  send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (!this.#out.writable) return reject(new Error(`${method}: the browser is gone`));
      this.#pending.set(id, { resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive(text: string, onEvent: (event: DevtoolsEvent) => void): void {
    const { id, method, params, result, error, sessionId } = messageSchema.parse(JSON.parse(text));
    if (method !== undefined) return onEvent({ method, params, sessionId });
    const command = this.#pending.get(id ?? 0);
    this.#pending.delete(id ?? 0);
    if (error) command?.reject(new Error(error.message));
    else command?.resolve(result ?? {});
  }

  #fail(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(why));
    this.#pending.clear();
  }
}
