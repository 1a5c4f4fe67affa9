import { spawn } from 'node:child_process';

export type ToolResult =
  /** `code` null: ended by a signal. */
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'late' };

export interface ToolRun {
  readonly input?: Uint8Array;
  readonly ms: number;
  readonly signal?: AbortSignal;
}

/** What a printing tool may say; more is a mistake. */
const MOST_OUTPUT = 256 * 1024;

/** Runs a program of the system, no shell between, in plain English. What is printed goes in by a pipe: it lies in no file of ours. */
export function runTool(program: string, args: readonly string[], { input, ms, signal }: ToolRun): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, LC_ALL: 'C' }, windowsHide: true });
    const said = { stdout: '', stderr: '' };
    const end = (result: ToolResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    const stop = (): void => {
      child.kill('SIGKILL');
      end({ kind: 'late' });
    };
    const timer = setTimeout(stop, ms);
    signal?.addEventListener('abort', stop);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (said[name].length < MOST_OUTPUT) said[name] += text;
      });
    }
    child.stdin.on('error', () => {}); // It ended before it had read everything: its code tells.
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? { kind: 'not-installed' } : { kind: 'ended', code: null, ...said }),
    );
    child.once('close', (code) => end({ kind: 'ended', code, ...said }));
    child.stdin.end(input);
  });
}
