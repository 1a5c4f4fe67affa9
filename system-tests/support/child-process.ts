import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS = 30_000;

/** One of our programs running as its user would run it. */
export interface Running {
  readonly process: ChildProcess;
  /** Every line it printed, in order. */
  readonly lines: readonly string[];
  /** What it wrote to standard error so far. */
  stderr(): string;
  /** The first line, past or future, that `match` accepts. @param withinMs for programs that have much to do first. */
  waitForLine(match: (line: string) => boolean, withinMs?: number): Promise<string>;
  /** Asks it to end, as Ctrl-C would, and waits until it has. @returns the exit code. */
  stop(): Promise<number | null>;
}

/**
 * @param script path from the repository's root; runs under the Node that runs the tests.
 * @param extra environment variables beside our own.
 */
export function startProgram(
  script: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Running {
  const env = { ...process.env, ...extra };
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const watch of watchers) watch();
  });
  const ended = once(child, 'exit');
  return {
    process: child,
    lines,
    stderr: () => stderr,
    waitForLine: (match, withinMs = READY_MS) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(match);
          if (found === undefined) return;
          settle();
          resolve(found);
        };
        const fail = (why: string) => (): void => {
          settle();
          reject(new Error(`${script} ${why}\n${lines.join('\n')}\n${stderr}`));
        };
        const late = fail(`printed no such line within ${withinMs} ms`);
        const gone = fail('ended before the line came');
        const timer = setTimeout(late, withinMs);
        const settle = (): void => {
          clearTimeout(timer);
          watchers.delete(look);
          child.off('exit', gone);
        };
        watchers.add(look);
        child.once('exit', gone);
        look();
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** The JSON line a program prints when it is ready. */
export async function readyLine<T>(running: Running): Promise<T> {
  return JSON.parse(await running.waitForLine((line) => line.startsWith('{"ready"'))) as T;
}
