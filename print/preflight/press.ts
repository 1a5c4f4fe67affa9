import { Worker } from 'node:worker_threads';
import type { PosterFault } from '#shared/contract/poster-options.ts';
import type { PixelSize, PressAnswer, PressTask } from './expectation.ts';

const IDLE_MS = 30_000;
/** From the asking on: others may be before it. */
const TASK_MS = 120_000;

interface Waiting {
  readonly settle: (answer: PressAnswer) => void;
  readonly fail: (error: Error) => void;
  readonly limit: NodeJS.Timeout;
}

/**
 * One thread for all, started when first needed, ended when it had nothing to do for half a minute. PDFium draws a page in one
 * go, 50 to 300 ms: elsewhere, so that the server goes on answering.
 */
class Press {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  run(task: PressTask): Promise<PressAnswer> {
    clearTimeout(this.#idle);
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((settle, fail) => {
      const limit = setTimeout(() => this.#stop(new Error('the page took too long to draw')), TASK_MS);
      this.#waiting.set(id, { settle, fail, limit });
      worker.ref();
      worker.postMessage({ id, task });
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./press-worker.ts', import.meta.url), { execArgv: [] });
    worker.on('message', (message: Answered) => this.#onMessage(message));
    worker.on('error', (error) => this.#stop(error instanceof Error ? error : new Error(String(error))));
    this.#worker = worker;
    return worker;
  }

  #onMessage({ id, answer, error }: Answered): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.limit);
    if (answer) waiting.settle(answer);
    else waiting.fail(new Error(`the page could not be drawn: ${error ?? 'no answer'}`));
    if (this.#waiting.size > 0) return;
    // A thread at rest keeps nobody's process alive.
    this.#worker?.unref();
    this.#idle = setTimeout(() => this.#stop(new Error('idle')), IDLE_MS);
    this.#idle.unref();
  }

  /** What waits fails; the next task gets a new thread. */
  #stop(error: Error): void {
    const worker = this.#worker;
    this.#worker = null;
    for (const { fail, limit } of this.#waiting.values()) {
      clearTimeout(limit);
      fail(error);
    }
    this.#waiting.clear();
    void worker?.terminate();
  }
}

interface Answered {
  readonly id: number;
  readonly answer?: PressAnswer;
  readonly error?: string;
}

const press = new Press();

/** @throws Error when the thread broke or took over two minutes. */
export async function inspect(task: Omit<PressTask & { kind: 'inspect' }, 'kind'>): Promise<readonly PosterFault[]> {
  const answer = await press.run({ kind: 'inspect', ...task });
  return answer.kind === 'inspect' ? answer.faults : [];
}

/** @throws Error as `inspect`. */
export async function drawPicture(pdf: Uint8Array, pageIndex: number, pixels: PixelSize): Promise<Uint8Array> {
  const answer = await press.run({ kind: 'picture', pdf, pageIndex, pixels });
  if (answer.kind !== 'picture') throw new Error('the thread answered another question');
  return answer.png;
}
