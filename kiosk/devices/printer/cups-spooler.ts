import { setTimeout as delay } from 'node:timers/promises';
import { err, ok } from '#shared/domain/result.ts';
import { hasJob, type QueueState, readDefaultPrinter, readJobId, readQueueState, readRefusal } from './cups-answers.ts';
import { mediaOf } from './pdf-media.ts';
import type { PrintBackend, PrintResult } from './print-backend.ts';
import { runTool, type ToolResult } from './run-tool.ts';

const TOOL_MS = 5_000;
/** A job still waiting then is taken back: a slip that comes an hour later lies there for strangers. */
const JOB_MS = 12_000;
const LOOK_EVERY_MS = 400;

/** The names of the printers that this machine knows (`lpstat -e` of CUPS); none where there is no CUPS. */
export async function listCupsPrinters(): Promise<string[]> {
  const answer = await runTool('lpstat', ['-e'], { ms: TOOL_MS });
  return answer.kind === 'ended' && answer.code === 0 ? answer.stdout.split('\n').filter(Boolean) : [];
}

/** Prints by `lp` (CUPS: Linux and macOS). @param chosen null: the system's default printer. */
export function createCupsSpooler(chosen: string | null, jobMs: number = JOB_MS): PrintBackend {
  const closing = new AbortController();
  const { signal } = closing;
  const run = (program: string, args: readonly string[], input?: Uint8Array): Promise<ToolResult> =>
    runTool(program, args, { ms: TOOL_MS, signal, ...(input ? { input } : {}) });
  const ask = async (args: readonly string[]): Promise<string> => {
    const answer = await run('lpstat', args);
    return answer.kind === 'ended' ? answer.stdout : '';
  };
  const nameOf = async (): Promise<string | null> => chosen ?? readDefaultPrinter(await ask(['-d']));
  const look = async (name: string): Promise<QueueState> => readQueueState(await ask(['-l', '-p', name]));

  /** Until the job has left the queue. Printing still, and nothing in the way: it is on its way. */
  async function seeOff(name: string, job: string): Promise<PrintResult> {
    const until = Date.now() + jobMs;
    while (Date.now() < until && !signal.aborted) {
      if (!hasJob(await ask(['-o', name]), job)) return ok(undefined);
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
    const queue = await look(name);
    if (queue.kind === 'open' && queue.job === job && queue.trouble === null) return ok(undefined);
    await runTool('cancel', [job], { ms: TOOL_MS });
    return err(queue.kind === 'open' ? (queue.trouble ?? 'busy') : 'failed');
  }

  return {
    async print(pdf, copies) {
      const name = await nameOf();
      if (name === null) return err('no-printer');
      // A stopped queue takes jobs, and prints them when somebody starts it again.
      if ((await look(name)).kind === 'stopped') return err('failed');
      const args = ['-d', name, '-n', String(copies), '-t', 'check-in', ...mediaOptions(pdf)];
      const answer = await run('lp', args, pdf);
      if (answer.kind === 'not-installed') return err('no-printer');
      if (answer.kind === 'late') return err('busy');
      if (answer.code !== 0) return err(readRefusal(answer.stderr));
      const job = readJobId(answer.stdout);
      return job === null ? ok(undefined) : seeOff(name, job);
    },
    async probe() {
      const name = await nameOf();
      const queue = name === null ? null : await look(name);
      if (!queue || queue.kind === 'unknown') return 'missing';
      if (queue.kind === 'stopped' || queue.trouble === 'paper') return 'error';
      return queue.trouble === null ? 'ready' : 'missing';
    },
    async close() {
      closing.abort();
    },
  };
}

/** The size of the paper as drawn, and never enlarged: a receipt must not fill a sheet of A4 (PWG 5100.16, print-scaling). */
function mediaOptions(pdf: Uint8Array): string[] {
  const media = mediaOf(pdf);
  return [...(media === null ? [] : ['-o', `media=${media}`]), '-o', 'print-scaling=auto-fit'];
}
