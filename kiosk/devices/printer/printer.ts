import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import { err } from '#shared/domain/result.ts';
import { createCupsSpooler } from './cups-spooler.ts';
import type { PrintBackend, PrinterState, PrintFailure, PrintResult } from './print-backend.ts';
import { createReceiptPrinter } from './receipt-printer.ts';
import { createWindowsSpooler } from './windows-spooler.ts';

export type { PrinterState, PrintFailure, PrintResult } from './print-backend.ts';

export interface Printer {
  /**
   * Prints a PDF, after those asked for before; gives up when the printer has taken nothing for some 10 seconds. Never throws: paper
   * is a courtesy, and no check-in waits for it.
   */
  print(pdf: Uint8Array, options?: { readonly copies?: number }): Promise<PrintResult>;
  state(): PrinterState;
  /** Every change. @returns how to stop listening. */
  onState(listener: (state: PrinterState) => void): () => void;
  /** What was begun is given up; whoever waits is told `failed`. */
  close(): Promise<void>;
}

export interface PrinterOptions {
  readonly probeEveryMs?: number;
}

const PROBE_EVERY_MS = 60_000;
/** A printer slower than its visitors: later slips would come out for people long gone. */
const MOST_WAITING = 5;
const MOST_COPIES = 20;

const STATE_AFTER = {
  'no-printer': 'missing',
  unreachable: 'missing',
  paper: 'error',
  busy: 'error',
  failed: 'error',
} as const satisfies Record<PrintFailure, PrinterState>;

/** Opens the printer that a machine has; what is printed on it is decided elsewhere. */
export function createPrinter(setting: PrinterSetting, options: PrinterOptions = {}): Printer {
  const backend = backendFor(setting);
  return backend ? keepPrinter(backend, options) : NO_PRINTER;
}

function keepPrinter(backend: PrintBackend, { probeEveryMs = PROBE_EVERY_MS }: PrinterOptions): Printer {
  const listeners = new Set<(state: PrinterState) => void>();
  let state: PrinterState = 'ready';
  let waiting = 0;
  let isClosed = false;
  // Printing and probing never overlap: most printers speak to one at a time.
  let last: Promise<unknown> = Promise.resolve();

  function become(next: PrinterState): void {
    if (next === state || isClosed) return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  async function printNow(pdf: Uint8Array, copies: number): Promise<PrintResult> {
    const result = isClosed
      ? err('failed' as const)
      : await backend.print(pdf, copies).catch(() => err('failed' as const));
    become(result.ok ? 'ready' : STATE_AFTER[result.error]);
    return result;
  }

  function probe(): void {
    if (waiting === 0) last = last.then(async () => become(await backend.probe().catch(() => 'error' as const)));
  }

  probe();
  const timer = setInterval(probe, probeEveryMs).unref();
  return {
    async print(pdf, { copies = 1 } = {}) {
      if (isClosed) return err('failed');
      if (waiting >= MOST_WAITING) return err('busy');
      waiting++;
      const printed = last.then(() => printNow(pdf, Math.min(Math.max(1, Math.trunc(copies)), MOST_COPIES)));
      last = printed;
      return printed.finally(() => void waiting--);
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await backend.close();
      await last;
    },
  };
}

const NO_PRINTER: Printer = {
  print: async () => err('no-printer'),
  state: () => 'none',
  onState: () => () => {},
  close: async () => {},
};

function backendFor(setting: PrinterSetting): PrintBackend | null {
  switch (setting.kind) {
    case 'none':
      return null;
    case 'system':
      return process.platform === 'win32' ? createWindowsSpooler(setting.name) : createCupsSpooler(setting.name);
    case 'escpos':
      return createReceiptPrinter(setting);
  }
}
