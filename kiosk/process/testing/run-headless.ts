import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CORE_MEMORY_FLAGS } from '#kiosk/bridge/core-memory.ts';

const script = fileURLToPath(new URL('../headless.ts', import.meta.url));

/** `npm run kiosk:headless` as a child process, fed and read line by line. */
export class Headless {
  readonly lines: string[] = [];
  /** ACK and NAK lines: one per scan, in order. Gathered as they come: there may be many thousands. */
  readonly answers: string[] = [];
  /** Records that the server confirmed. */
  confirmed = 0;
  stderr = '';
  readonly child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number | null>;
  /** Told of the next line, each of those who wait at the same time. */
  readonly #waiting: Array<() => void> = [];

  /** @param extra environment variables beside our own. @param under a command in front of it, as strace. */
  constructor(
    args: readonly string[],
    extra: Readonly<Record<string, string>> = {},
    under: readonly [command: string, ...args: string[]] | null = null,
  ) {
    const [command, ...before] = under ? ([...under, execPath] as const) : [execPath];
    this.child = spawn(command, [...before, ...CORE_MEMORY_FLAGS, script, ...args], { env: { ...env, ...extra } });
    this.#ended = once(this.child, 'close').then(([code]) => code as number | null);
    this.child.stdin.on('error', () => {}); // It may end before it has read everything.
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      for (const wake of this.#waiting.splice(0)) wake();
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.#take(line);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  #take(line: string): void {
    this.lines.push(line);
    const sync = /^SYNC (\d+)/.exec(line);
    if (sync) this.confirmed += Number(sync[1]);
    else this.answers.push(line);
  }

  /** Sends scans and waits for their answers. */
  async scan(...scans: readonly string[]): Promise<string[]> {
    const before = this.answers.length;
    this.child.stdin.write(scans.map((scan) => `${scan}\n`).join(''));
    await this.until(() => this.answers.length >= before + scans.length);
    return this.answers.slice(before);
  }

  /** What it tells its operator. */
  untilSaid(what: RegExp): Promise<void> {
    return this.until(() => what.test(this.stderr));
  }

  /** @throws when the program ended first. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      const line = new Promise<'line'>((resolve) => {
        this.#waiting.push(() => resolve('line'));
      });
      if ((await Promise.race([line, this.#ended])) !== 'line' && !condition()) {
        throw new Error(`headless ended: ${this.stderr}`);
      }
    }
  }

  /** End of input; resolves with the exit code. */
  end(): Promise<number | null> {
    this.child.stdin.end();
    return this.#ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }
}
