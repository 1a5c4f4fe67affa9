import {
  type BridgeMessage,
  bridgeMessageSchema,
  type Channel,
  channels,
  type Push,
  type PushPayload,
  pushes,
} from './contract.ts';
import { Patience, watchPulse } from './heartbeat.ts';

/** What the screen may hear; the rest is for its host alone. */
export type ScreenPush = Exclude<Push, 'host'>;

/** The core's process, however it was started. */
export interface CoreProcess {
  send(message: BridgeMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to end; it finishes what it is writing. */
  end(): void;
  /** Ends it at once, also when it is stuck or stopped. What was committed stays. */
  kill(): void;
  /** Whether the operating system holds it until its disk answers; no process can be ended there. */
  isWaitingForDisk?(): boolean;
}

export interface CoreLinkListener {
  push<P extends ScreenPush>(push: P, payload: PushPayload<P>): void;
  /** The staff want the kiosk ended, started anew or replaced. */
  host(wish: PushPayload<'host'>): void;
  /** For the log: the core is started again, because it ended by itself or no longer answered. */
  lost?(why: 'ended' | 'hung', code: number | null): void;
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

/**
 * A core that hangs must be back within 3 s, and a disk may take 1.5 s over a commit without the core being called hung:
 * it is found out after 1.6 to 1.8 s, which leaves more than a second for a new one (0.5 to 0.8 s).
 */
const HANG_PATIENCE_MS = 1_600;
/** Before its first word it may have a damaged database to go through, row by row. */
const START_PATIENCE_MS = 120_000;
/** Between its first word and its first answer it still has things to load. */
const WARM_UP_PATIENCE_MS = 5_000;
/** The first one at once; doubled for each core that does not last. */
const RESTART_MS = 250;
const MAX_RESTART_MS = 10_000;
/** A core that has lasted so long is no longer one of those that die at the start. */
const STEADY_MS = 3_000;
const CALL_TIMEOUT_MS = 10_000;

/**
 * Keeps a core running: kills it when it hangs and starts it again when it dies, with the out-of-order screen in between,
 * which still shows the poster's code. Calls made meanwhile wait for the next one.
 */
export class CoreLink {
  readonly #launch: () => CoreProcess;
  readonly #listener: CoreLinkListener;
  readonly #pending = new Map<number, PendingCall>();
  #core: CoreProcess | null = null;
  #nextId = 1;
  #lastView: View | null = null;
  readonly #patience = new Patience(HANG_PATIENCE_MS);
  #failures = 0;
  /** The core that runs has said something. */
  #isUp = false;
  #isHung = false;
  #stopWatching = (): void => undefined;
  #ending: (() => void) | null = null;

  constructor(launch: () => CoreProcess, listener: CoreLinkListener) {
    this.#launch = launch;
    this.#listener = listener;
  }

  start(): void {
    const core = this.#launch();
    this.#core = core;
    this.#isUp = false;
    this.#isHung = false;
    core.onMessage((message) => this.#receive(message));
    core.onExit((code) => this.#exited(code));
    for (const call of this.#pending.values()) this.#send(call);
    this.#watch(core);
  }

  #watch(core: CoreProcess): void {
    let steady: number | null = null;
    const patienceMs = (): number => {
      if (steady !== null) return this.#patience.ms;
      return this.#isUp ? WARM_UP_PATIENCE_MS : START_PATIENCE_MS;
    };
    const ping = async (): Promise<void> => {
      const view = await this.call('view', {});
      if (steady !== null || this.#core !== core) return;
      steady = setTimeout(() => (this.#failures = 0), STEADY_MS);
      this.#show(view as View);
    };
    const stop = watchPulse({
      ping,
      patienceMs,
      isWaitingForDisk: () => core.isWaitingForDisk?.() ?? false,
      onSilence: () => {
        this.#isHung = true;
        this.#patience.lose();
        this.#showOutOfOrder();
        core.kill();
      },
    });
    this.#stopWatching = () => {
      stop();
      if (steady !== null) clearTimeout(steady);
    };
  }

  /** Resolves when the core has ended. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#ending = resolve;
      this.#stopWatching();
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
    this.#isUp = true;
    const message = parsed.data;
    if (message.type === 'answer') this.#settle(message.id)?.resolve(message.result);
    if (message.type === 'failure') this.#settle(message.id)?.reject(new Error(message.reason));
    if (message.type !== 'push') return;
    if (message.push === 'view') this.#show(pushes.view.parse(message.payload));
    if (message.push === 'signal') this.#listener.push('signal', pushes.signal.parse(message.payload));
    if (message.push === 'host') this.#listener.host(pushes.host.parse(message.payload));
  }

  #show(view: View): void {
    this.#lastView = view;
    this.#listener.push('view', view);
  }

  #showOutOfOrder(): void {
    if (this.#lastView) this.#listener.push('view', { ...this.#lastView, screen: { name: 'out-of-order' } });
  }

  #exited(code: number | null): void {
    this.#core = null;
    this.#stopWatching();
    for (const [id, { sent }] of this.#pending) if (sent) this.#settle(id)?.reject(new Error('the core ended'));
    if (this.#ending) {
      this.#ending();
      return;
    }
    if (this.#lastView === null && code === 1) {
      this.#listener.refused(code);
      return;
    }
    this.#listener.lost?.(this.#isHung ? 'hung' : 'ended', code);
    if (!this.#isHung) this.#showOutOfOrder();
    const delayMs = this.#failures === 0 ? 0 : Math.min(RESTART_MS * 2 ** (this.#failures - 1), MAX_RESTART_MS);
    this.#failures += 1;
    setTimeout(() => {
      if (!this.#ending) this.start();
    }, delayMs);
  }
}
