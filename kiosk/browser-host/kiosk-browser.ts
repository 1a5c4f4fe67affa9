import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import type { HostLog } from '#kiosk/host/host-log.ts';
import { browserFlags, prepareProfile } from './browser-profile.ts';
import { KioskPage } from './kiosk-page.ts';

const RESTART_MS = 500;
const MAX_RESTART_MS = 30_000;
/** A browser that lasted so long came up well. */
const STEADY_MS = 10_000;
/** After so many that did not last, its folder may be what is wrong. */
const FAILURES_BEFORE_ANEW = 3;
const START_PATIENCE_MS = 20_000;
const END_PATIENCE_MS = 3_000;

export interface KioskBrowserOptions {
  readonly binary: string;
  /** The browser's own folder; nothing of a visitor is kept there. */
  readonly profile: string;
  readonly origin: string;
  /** An address that opens the kiosk, once; the ones before stop working. */
  readonly mintLink: () => string;
  /** An ordinary window, for trying out: closing it is meant. */
  readonly windowed: boolean;
  readonly log: HostLog;
  /** Called when a person closed the ordinary window. */
  readonly onClosed: () => void;
}

/** Keeps a browser with the kiosk on the screen: starts it again when it crashes, hangs, or is closed. */
export class KioskBrowser {
  readonly #options: KioskBrowserOptions;
  #child: ChildProcess | null = null;
  #page: KioskPage | null = null;
  #failures = 0;
  #isClosing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: KioskBrowserOptions) {
    this.#options = options;
  }

  /** Resolves when the kiosk is on the screen, or was tried; what fails is tried again by itself. */
  async start(): Promise<void> {
    const { binary, profile, windowed, log } = this.#options;
    try {
      await prepareProfile(profile, this.#failures === FAILURES_BEFORE_ANEW);
    } catch {
      log.say('error', "the browser's folder cannot be prepared");
    }
    if (this.#isClosing) return;
    const startedAt = performance.now();
    // In a group of its own: Ctrl-C is for us, and what it starts can be ended with it.
    const child = spawn(binary, browserFlags(profile, windowed), {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    this.#child = child;
    child.once('error', () => this.#ended(child, startedAt, 'could not be started'));
    child.once('exit', (code, signal) => this.#ended(child, startedAt, `ended (${signal ?? code})`));
    await this.#show(child);
  }

  /** Resolves when the browser is gone. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#page?.close();
    if (child === null || hasEnded(child)) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => killGroup(child), END_PATIENCE_MS);
      child.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  async #show(child: ChildProcess): Promise<void> {
    const { origin, mintLink, windowed, log, onClosed } = this.#options;
    const late = setTimeout(() => killGroup(child), START_PATIENCE_MS);
    const page = new KioskPage(child.stdio[3] as Writable, child.stdio[4] as Readable, {
      origin,
      mintLink,
      onTrouble: (what) => log.say('warn', what),
      onLost(why) {
        if (windowed && why === 'closed') onClosed();
        else killGroup(child);
      },
    });
    this.#page = page;
    try {
      await page.open();
    } catch {
      killGroup(child);
    } finally {
      clearTimeout(late);
    }
  }

  #ended(child: ChildProcess, startedAt: number, how: string): void {
    if (this.#isClosing || this.#child !== child) return;
    this.#child = null;
    this.#page?.close();
    if (performance.now() - startedAt > STEADY_MS) this.#failures = 0;
    const delayMs = this.#failures === 0 ? 0 : Math.min(RESTART_MS * 2 ** (this.#failures - 1), MAX_RESTART_MS);
    this.#failures += 1;
    this.#options.log.say('warn', `the browser ${how}: another is started`);
    this.#timer = setTimeout(() => void this.start(), delayMs);
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function killGroup(child: ChildProcess): void {
  try {
    if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
  child.kill('SIGKILL');
}
