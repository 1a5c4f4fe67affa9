import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Intent } from '#kiosk/core/intent.ts';
import type { Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { within } from './within.ts';

const script = fileURLToPath(new URL('../../../../kiosk/process/main.ts', import.meta.url));
const PATIENCE_MS = 60_000;

let people = 0;

/** The kiosk's core as a host starts it, with the test in the place of the screen. */
export class DoorCore {
  /** What the screen would show now; null: nothing yet. */
  view: KioskView | null = null;
  stderr = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Set<() => void>();
  #calls = 0;

  constructor(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
    this.#child = fork(script, [...args, '--serial', 'none'], {
      execArgv: [],
      env: { ...env, ...extra },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#ended = once(this.#child, 'exit');
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#child.on('message', (message: { readonly push?: string; readonly payload?: unknown }) => {
      if (message.push !== 'view') return;
      this.view = message.payload as KioskView;
      for (const look of this.#waiting) look();
    });
  }

  /** Waits for a view. @throws when none comes, or the core ends. */
  async until(what: string, condition: (view: KioskView) => boolean): Promise<KioskView> {
    const seen = new Promise<KioskView>((resolve) => {
      const look = (): void => {
        if (!this.view || !condition(this.view)) return;
        this.#waiting.delete(look);
        resolve(this.view);
      };
      this.#waiting.add(look);
      look();
    });
    const ended = this.#ended.then(() => {
      throw new Error(`the core ended: ${this.stderr.slice(-2_000)}`);
    });
    return within(PATIENCE_MS, what, Promise.race([seen, ended]), () => `${JSON.stringify(this.view)} ${this.stderr}`);
  }

  #call(channel: string, args: unknown): void {
    this.#calls += 1;
    this.#child.send({ type: 'call', id: this.#calls, channel, args });
  }

  intend(intent: Intent): void {
    this.#call('intent', intent);
  }

  /** Somebody who was not here yet shows a card and declares to be well. @returns the screen that tells how it ended. */
  async checkIn(): Promise<Screen> {
    people += 1;
    const text = `046185${500_000 + people}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;
    await this.#backToIdle();
    this.#call('scan', { text, encoding: 'text', source: 'keyboard', seenAt: 1 });
    const { screen } = await this.until('a declaration', ({ screen: { name } }) => name === 'declaration');
    if (screen.name !== 'declaration') throw new Error(screen.name);
    for (const answer of answerNoToAll(screen.questions)) this.intend({ do: 'answer', answer });
    const end = await this.until('an end of it', (view) =>
      ['phone', 'result', 'storage-failed'].includes(view.screen.name),
    );
    if (end.screen.name !== 'phone') return end.screen;
    this.intend({ do: 'skip-phone' });
    return (await this.until('an end of it', (view) => ['result', 'storage-failed'].includes(view.screen.name))).screen;
  }

  async #backToIdle(): Promise<void> {
    await this.until('a screen', ({ screen }) => screen.name !== 'unpaired');
    if (this.view?.screen.name !== 'idle') this.intend({ do: 'dismiss' });
    await this.until('the idle screen', ({ screen }) => screen.name === 'idle');
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
