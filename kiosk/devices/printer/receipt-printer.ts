import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { openNetworkLine } from './network-line.ts';
import { createPagePress } from './page-press.ts';
import type { PrintBackend, PrintResult } from './print-backend.ts';
import type { OpenFailure, PrinterLine } from './printer-line.ts';
import { askStatus, PATIENCE, type Patience, sendJob } from './send-job.ts';
import { isSerialPortThere, openSerialLine } from './serial-line.ts';

type ReceiptPrinterSetting = Extract<PrinterSetting, { kind: 'escpos' }>;

/** A printer that speaks ESC/POS: the PDF goes to it as a picture. The line is open only while something is said. */
export function createReceiptPrinter(setting: ReceiptPrinterSetting, patience: Patience = PATIENCE): PrintBackend {
  const { over, dots, cut } = setting;
  const press = createPagePress();
  const form = { kind: 'escpos', paper: { dots, cut } } as const;
  let open: PrinterLine | null = null;

  async function onOpenLine<T>(speak: (line: PrinterLine) => Promise<T>): Promise<Result<T, OpenFailure>> {
    const opened = await openLine(over);
    if (!opened.ok) return opened;
    open = opened.value;
    try {
      return ok(await speak(opened.value));
    } finally {
      open = null;
      await opened.value.destroy();
    }
  }

  async function printOnce(job: Uint8Array): Promise<PrintResult> {
    const sent = await onOpenLine((line) => sendJob(line, job, patience));
    return sent.ok ? sent.value : sent;
  }

  return {
    async print(pdf, copies) {
      const job = await press.prepare(pdf, form);
      if (!job) return err('failed');
      let result: PrintResult = ok(undefined);
      for (let copy = 0; copy < copies && result.ok; copy++) result = await printOnce(job);
      return result;
    },
    async probe() {
      if (over.kind === 'serial') return (await isSerialPortThere(over.path)) ? 'ready' : 'missing';
      const asked = await onOpenLine((line) => askStatus(line, patience));
      if (!asked.ok) return 'missing';
      return asked.value === 'paper' || asked.value === 'error' ? 'error' : 'ready';
    },
    async close() {
      await Promise.all([press.close(), open?.destroy()]);
    },
  };
}

const openLine = (over: ReceiptPrinterSetting['over']): Promise<Result<PrinterLine, OpenFailure>> =>
  over.kind === 'serial' ? openSerialLine(over) : openNetworkLine(over.host, over.port);
