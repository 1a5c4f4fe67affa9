import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import { within } from './within.ts';

let people = 0;

/** A citizen card of somebody who was not here yet. */
function nextCard(): string {
  people += 1;
  return `046185${String(people).padStart(6, '0')}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;
}

interface StartOptions {
  readonly server: string;
  readonly pair?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of an earlier run; default: a new one. */
  readonly dataDir?: string;
  /** A command in front of it. */
  readonly under?: readonly [command: string, ...args: string[]];
}

/** The kiosk's whole core in a process of its own, and what it promised. */
export class Kiosk {
  readonly dataDir: string;
  /** Ids of all check-ins it acknowledged, in order, restarts included. */
  readonly acknowledged: string[] = [];
  #headless: Headless;
  #sinceStart = 0;

  constructor({ server, pair, env = {}, dataDir, under }: StartOptions) {
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'kiosk-faults-'));
    this.#headless = this.#launch(server, pair, env, under);
  }

  get headless(): Headless {
    return this.#headless;
  }

  /** Process id, for its memory. */
  get pid(): number {
    const { pid } = this.#headless.child;
    if (pid === undefined) throw new Error('the kiosk did not start');
    return pid;
  }

  /** Exchanges that worked. */
  get exchanges(): number {
    return this.#headless.lines.filter((line) => line.startsWith('SYNC')).length;
  }

  /** Checks in so many new people. @throws when one of them is not acknowledged. */
  async admit(count: number): Promise<void> {
    const cards = Array.from({ length: count }, nextCard);
    const answers = await within(120_000 + 60 * count, `${count} check-ins`, this.#headless.scan(...cards));
    const refused = answers.find((answer) => !answer.startsWith('ACK '));
    if (refused !== undefined) throw new Error(`a check-in was not acknowledged: ${refused}`);
    this.acknowledged.push(...answers.map((answer) => answer.slice(4)));
    this.#sinceStart += count;
  }

  /** Until nothing waits. @param earlier check-ins of earlier runs that waited at the start of this one. */
  async untilDrained(earlier = 0, withinMs = 120_000): Promise<void> {
    const kiosk = this.#headless;
    const isDrained = (): boolean => {
      const last = kiosk.lines.findLast((line) => line.startsWith('SYNC'));
      return last?.endsWith(' 0') === true && kiosk.confirmed >= this.#sinceStart + earlier;
    };
    await within(withinMs, 'an empty queue', kiosk.until(isDrained), () => kiosk.lines.slice(-5).join(' | '));
  }

  async restart({ server, env = {}, under }: Omit<StartOptions, 'dataDir' | 'pair'>): Promise<void> {
    await this.#headless.kill();
    this.#sinceStart = 0;
    this.#headless = this.#launch(server, undefined, env, under);
  }

  async close(): Promise<void> {
    await this.#headless.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #launch(
    server: string,
    pair: string | undefined,
    env: Readonly<Record<string, string>>,
    under: StartOptions['under'],
  ): Headless {
    const pairing = pair === undefined ? [] : ['--pair', pair];
    return new Headless(['--data', this.dataDir, '--server', server, ...pairing], env, under ?? null);
  }
}
