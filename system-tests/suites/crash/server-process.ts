import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));

/** `npm start`'s server as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  kill(): Promise<void>;
  /** In good order, as at Ctrl-C. @param pid of the server itself where something runs it. */
  stop(): Promise<number | null>;
}

export interface ServerWish {
  readonly dataDir: string;
  /** 0: any. */
  readonly port: number;
  readonly extra?: Readonly<Record<string, string>>;
  /** A command in front of it, as strace. */
  readonly under?: readonly [command: string, ...args: string[]] | null;
}

/** Resolves when it serves. @throws with what it said when it does not come to that. */
export async function startServer({ dataDir, port, extra, under }: ServerWish): Promise<ServerProcess> {
  const [command, ...before] = under ? ([...under, execPath] as const) : ([execPath] as const);
  const settings = ['--log-level', 'error', '--rate-factor', '1000'];
  const args = [main, '--data', dataDir, '--port', String(port), ...settings];
  const child = spawn(command, [...before, ...args], { env: { ...env, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ready = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (first === null) throw new Error(`the server ended: ${stderr}`);
  const { url } = JSON.parse(first[0]) as { url: string };
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      await interrupt(child, Boolean(under));
      await ended;
      return child.exitCode;
    },
  };
}

/** A tracer passes no signal on, so what it traces is asked itself. */
async function interrupt(child: ChildProcess, isTraced: boolean): Promise<void> {
  if (!isTraced) return void child.kill('SIGTERM');
  const { readFile } = await import('node:fs/promises');
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  for (const pid of children.trim().split(' ')) process.kill(Number(pid), 'SIGTERM');
}
