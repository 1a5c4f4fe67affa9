import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PageForm, PreparedPages, PreparePages } from './prepare-pages.ts';

/** Turns PDFs into what printers take, in a thread of its own: drawing a receipt takes longer than a code may wait for its beep. */
export interface PagePress {
  /** null: no PDF, or the thread ended. */
  prepare(pdf: Uint8Array, form: PageForm): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** The thread ends after a while, and with it what it remembers of names. */
const IDLE_MS = 60_000;

const require = createRequire(import.meta.url);

export function createPagePress(idleMs: number = IDLE_MS): PagePress {
  const waiting = new Map<number, (bytes: Uint8Array | null) => void>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = startWorker();
    started.on('message', ({ id, bytes }: PreparedPages) => settle(id, bytes));
    started.on('error', () => {}); // `exit` follows.
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      for (const id of waiting.keys()) settle(id, null);
    });
    // Whoever waits for pages has reasons of its own to live.
    started.unref();
    return started;
  }

  function settle(id: number, bytes: Uint8Array | null): void {
    waiting.get(id)?.(bytes);
    waiting.delete(id);
    clearTimeout(idle);
    if (waiting.size === 0 && worker) idle = setTimeout(() => void stop(), idleMs).unref();
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    for (const id of waiting.keys()) settle(id, null);
    await ending?.terminate();
  }

  return {
    prepare(pdf, form) {
      clearTimeout(idle);
      worker ??= start();
      const id = ++lastId;
      const pages = new Promise<Uint8Array | null>((resolve) => waiting.set(id, resolve));
      worker.postMessage({ id, pdf, form } satisfies PreparePages);
      return pages;
    },
    close: stop,
  };
}

/**
 * From a checkout, Node runs the worker's TypeScript. A packaged kiosk has it as one script beside its own: read here, because this
 * process sees into the archive it was started from, and a thread's own loader may not.
 */
function startWorker(): Worker {
  const workerData = { wasm: new Uint8Array(readFileSync(require.resolve('@hyzyla/pdfium/pdfium.wasm'))) };
  if (import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./raster-worker.ts', import.meta.url), { workerData });
  // As a path: Electron finds no URL in an archive.
  const script = readFileSync(fileURLToPath(new URL('./raster-worker.cjs', import.meta.url)), 'utf8');
  return new Worker(script, { eval: true, workerData });
}
