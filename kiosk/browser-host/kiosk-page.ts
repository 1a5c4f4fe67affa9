import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Patience, watchPulse } from '#kiosk/bridge/heartbeat.ts';
import { type DevtoolsEvent, DevtoolsPipe } from './devtools-pipe.ts';

/** A page waits for no disk: found out within 1.4 s, which leaves a second and a half for it to be drawn anew. */
const HANG_PATIENCE_MS = 1_200;
/** A page that is being loaded, by a browser that is being started on a slow machine. */
const LOAD_PATIENCE_MS = 15_000;
const BROWSER_PATIENCE_MS = 500;
const RELOAD_MS = 50;
const DRAWN = 'document.getElementById("app")?.childElementCount > 0';

const createdSchema = z.object({ targetInfo: z.object({ targetId: z.string(), type: z.string() }) });
const goneSchema = z.object({ targetId: z.string() });
const frameSchema = z.object({ frame: z.object({ parentId: z.string().optional(), url: z.string() }) });
const sessionSchema = z.object({ sessionId: z.string() });
const valueSchema = z.object({ result: z.object({ value: z.unknown() }) });
const processesSchema = z.object({ processInfo: z.array(z.object({ id: z.int(), type: z.string() })) });

export interface KioskPageOptions {
  /** The only place there is. */
  readonly origin: string;
  /** An address that opens the kiosk, once; the ones before stop working. */
  readonly mintLink: () => string;
  /** For the log. */
  readonly onTrouble: (what: string) => void;
  /** The browser itself does not answer any more, or its window was closed. */
  readonly onLost: (why: 'hung' | 'closed') => void;
}

/** The one page of the browser that we started: keeps it there, drawn, and alone. */
export class KioskPage {
  readonly #options: KioskPageOptions;
  readonly #devtools: DevtoolsPipe;
  readonly #first: Promise<string>;
  #takeFirst: (targetId: string) => void = () => undefined;
  readonly #patience = new Patience(HANG_PATIENCE_MS);
  #targetId: string | null = null;
  #session = '';
  #isDrawn = false;
  #hasArrived = false;
  #stopWatching = (): void => undefined;

  constructor(out: Writable, input: Readable, options: KioskPageOptions) {
    this.#options = options;
    this.#first = new Promise((resolve) => (this.#takeFirst = resolve));
    this.#devtools = new DevtoolsPipe(out, input, (event) => this.#take(event));
  }

  /** Takes the browser's first page and begins to show the kiosk on it. @throws when the browser does not play along. */
  async open(): Promise<void> {
    const { origin } = this.#options;
    await this.#devtools.send('Target.setDiscoverTargets', { discover: true });
    const targetId = await this.#first;
    const attached = await this.#devtools.send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = sessionSchema.parse(attached).sessionId;
    await this.#ask('Page.enable');
    // For our page alone: the camera without a question, a screen that stays on. All else is refused by it.
    const permissions = ['videoCapture', 'wakeLockScreen'];
    await this.#devtools.send('Browser.grantPermissions', { origin, permissions });
    await this.#devtools.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    await this.#load();
  }

  /** Watches no more, and asks the browser to end. */
  close(): void {
    this.#stopWatching();
    this.#targetId = null;
    void this.#devtools.send('Browser.close').catch(() => undefined);
  }

  #ask(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.#devtools.send(method, params, this.#session);
  }

  async #load(): Promise<void> {
    this.#stopWatching();
    this.#isDrawn = false;
    // Over the pipe: on the command line the link would be there for everybody on this machine to read.
    await this.#ask('Page.navigate', { url: this.#options.mintLink() });
    this.#stopWatching();
    this.#stopWatching = watchPulse({
      ping: () => this.#checkDrawn(),
      patienceMs: () => (this.#isDrawn ? this.#patience.ms : LOAD_PATIENCE_MS),
      onSilence: () => void (this.#isDrawn ? this.#revive() : this.#options.onLost('hung')),
    });
  }

  async #checkDrawn(): Promise<void> {
    const answer = await this.#ask('Runtime.evaluate', { expression: DRAWN, returnByValue: true });
    if (valueSchema.parse(answer).result.value !== true) throw new Error('nothing is drawn');
    if (this.#isDrawn) return;
    this.#isDrawn = true;
    // There is no way back to the link.
    await this.#ask('Page.resetNavigationHistory');
  }

  /** A page that hangs hears nothing: its process is ended from outside, then it is loaded anew. */
  async #revive(): Promise<void> {
    this.#patience.lose();
    this.#options.onTrouble('the page hung and is loaded anew');
    const asked = this.#devtools.send('SystemInfo.getProcessInfo').catch(() => null);
    const answer = await Promise.race([asked, delay(BROWSER_PATIENCE_MS, null)]);
    if (answer === null) return this.#options.onLost('hung');
    for (const { id, type } of processesSchema.parse(answer).processInfo) if (type === 'renderer') kill(id);
    // That it crashed is an event, and loads it.
  }

  #take({ method, params }: DevtoolsEvent): void {
    switch (method) {
      case 'Target.targetCreated':
        return this.#meet(createdSchema.parse(params).targetInfo);
      case 'Target.targetCrashed':
        if (goneSchema.parse(params).targetId === this.#targetId) this.#reload('the page crashed');
        return;
      case 'Target.targetDestroyed':
        if (goneSchema.parse(params).targetId === this.#targetId) this.#options.onLost('closed');
        return;
      case 'Page.frameNavigated':
        return this.#checkPlace(frameSchema.parse(params).frame);
      case 'Page.javascriptDialogOpening':
        void this.#ask('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined);
        return;
    }
  }

  #meet({ targetId, type }: { readonly targetId: string; readonly type: string }): void {
    if (type !== 'page') return;
    if (this.#targetId === null) {
      this.#targetId = targetId;
      this.#takeFirst(targetId);
    } else if (this.#targetId !== targetId) {
      this.#options.onTrouble('another window was opened, and is closed');
      void this.#devtools.send('Target.closeTarget', { targetId }).catch(() => undefined);
    }
  }

  #checkPlace({ parentId, url }: { readonly parentId?: string | undefined; readonly url: string }): void {
    if (parentId !== undefined) return;
    const isHere = url.startsWith(`${this.#options.origin}/`);
    // The page that the browser began with is left on purpose.
    if (!isHere && this.#hasArrived) this.#reload('the page was left');
    this.#hasArrived ||= isHere;
  }

  #reload(why: string): void {
    this.#stopWatching();
    this.#options.onTrouble(why);
    // The browser needs a moment before a crashed page can be loaded.
    void delay(RELOAD_MS)
      .then(() => this.#load())
      .catch(() => this.#options.onLost('hung'));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
