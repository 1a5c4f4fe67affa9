import {
  type BridgeMessage,
  bridgeMessageSchema,
  type Channel,
  channels,
  type Push,
  type PushPayload,
  pushes,
} from './contract.ts';

/** The core's process, however it was started. */
export interface CoreProcess {
  send(message: BridgeMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to end; it finishes what it is writing. */
  end(): void;
}

export interface CoreLinkListener {
  push<P extends Push>(push: P, payload: PushPayload<P>): void;
  /** The core ended before it ever answered: it has said why on its error output, and would say so again. */
  refused(code: number): void;
}

type View = PushPayload<'view'>;

interface PendingCall {
  readonly message: BridgeMessage;
  /** To a core that may have died of it: not sent to the next one. */
  sent: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const FIRST_RESTART_MS = 500;
const MAX_RESTART_MS = 10_000;
const CALL_TIMEOUT_MS = 10_000;

/**
 * Keeps a core running: starts it again when it dies, with the out-of-order screen in between, which still shows the
 * poster's code. Calls made meanwhile wait for the next one.
 */
export class CoreLink {
  readonly #launch: () => CoreProcess;
  readonly #listener: CoreLinkListener;
  readonly #pending = new Map<number, PendingCall>();
  #core: CoreProcess | null = null;
  #nextId = 1;
  #lastView: View | null = null;
  #restartMs = FIRST_RESTART_MS;
  #ending: (() => void) | null = null;

  constructor(launch: () => CoreProcess, listener: CoreLinkListener) {
    this.#launch = launch;
    this.#listener = listener;
  }

  start(): void {
    const core = this.#launch();
    this.#core = core;
    core.onMessage((message) => this.#receive(message));
    core.onExit((code) => this.#exited(code));
    for (const call of this.#pending.values()) this.#send(call);
    void this.call('view', {}).then(
      (view) => {
        this.#restartMs = FIRST_RESTART_MS;
        this.#show(view as View);
      },
      // It died or hangs: its exit starts the next one.
      () => undefined,
    );
  }

  /** Resolves when the core has ended. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#ending = resolve;
      if (this.#core) this.#core.end();
      else resolve();
    });
  }

  /** @param args checked here; the page is not trusted. @throws when they do not fit, or the core does not answer. */
  call(channel: Channel, args: unknown): Promise<unknown> {
    const checked = channels[channel].args.parse(args);
    const id = this.#nextId++;
    const message: BridgeMessage = { type: 'call', id, channel, args: checked };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new Error(`${channel}: no answer`)), CALL_TIMEOUT_MS);
      const done = <T>(settle: (value: T) => void) => {
        return (value: T): void => {
          clearTimeout(timer);
          settle(value);
        };
      };
      const pending = { message, sent: false, resolve: done(resolve), reject: done(reject) };
      this.#pending.set(id, pending);
      this.#send(pending);
    });
  }

  #send(call: PendingCall): void {
    if (this.#core === null) return;
    call.sent = true;
    this.#core.send(call.message);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }

  #receive(raw: unknown): void {
    const parsed = bridgeMessageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'answer') this.#settle(message.id)?.resolve(message.result);
    if (message.type === 'failure') this.#settle(message.id)?.reject(new Error(message.reason));
    if (message.type !== 'push') return;
    if (message.push === 'view') this.#show(pushes.view.parse(message.payload));
    if (message.push === 'signal') this.#listener.push('signal', pushes.signal.parse(message.payload));
  }

  #show(view: View): void {
    this.#lastView = view;
    this.#listener.push('view', view);
  }

  #exited(code: number | null): void {
    this.#core = null;
    for (const [id, { sent }] of this.#pending) if (sent) this.#settle(id)?.reject(new Error('the core ended'));
    if (this.#ending) {
      this.#ending();
      return;
    }
    if (this.#lastView === null && code === 1) {
      this.#listener.refused(code);
      return;
    }
    if (this.#lastView) this.#listener.push('view', { ...this.#lastView, screen: { name: 'out-of-order' } });
    setTimeout(() => this.start(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, MAX_RESTART_MS);
  }
}
