import { SerialPort } from 'serialport';
import { createFramer, type Frame, IDLE_GAP_MS } from './framing.ts';
import { createLineJoiner } from './join-lines.ts';

export interface SerialScannerOptions {
  /** `/dev/ttyACM0`, `COM3`. */
  readonly path: string;
  readonly baudRate?: number;
  readonly onFrame: (frame: Frame) => void;
  /** `closed`: unplugged, busy or forbidden; it is tried again until it opens. */
  readonly onState: (state: 'open' | 'closed', reason: string | null) => void;
}

export interface SerialScanner {
  close(): Promise<void>;
}

const DEFAULT_BAUD_RATE = 9_600;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/** Opens a serial scanner and keeps it open: unplugged and plugged in again, it reads on. */
export function openSerialScanner(options: SerialScannerOptions): SerialScanner {
  const { path, baudRate = DEFAULT_BAUD_RATE, onFrame, onState } = options;
  let port: SerialPort | null = null;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isClosing = false;

  function tryToOpen(): void {
    const opening = new SerialPort({ path, baudRate, autoOpen: false });
    port = opening;
    const reader = createReader(onFrame);
    opening.on('data', (chunk: Uint8Array) => reader.read(chunk));
    opening.on('error', () => {}); // Whatever is wrong with it, `close` follows or the open below failed.
    opening.on('close', () => {
      reader.end();
      onState('closed', isClosing ? null : 'unplugged');
      tryLater(FIRST_RETRY_MS);
    });
    opening.open((error) => {
      if (!error) {
        retryMs = FIRST_RETRY_MS;
        onState('open', null);
        return;
      }
      onState('closed', error.message);
      tryLater(retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
  }

  function tryLater(ms: number): void {
    if (!isClosing) retry = setTimeout(tryToOpen, ms);
  }

  tryToOpen();
  return {
    async close() {
      isClosing = true;
      clearTimeout(retry);
      const closing = port;
      if (closing?.isOpen) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };
}

/** Frames one connection's bytes; half a code does not survive the unplugging. */
function createReader(onFrame: (frame: Frame) => void) {
  const framer = createFramer();
  const joiner = createLineJoiner();
  const gap = setTimeout(() => {
    const cut = framer.flush().flatMap((frame) => joiner.push(frame));
    for (const frame of [...cut, ...joiner.flush()]) onFrame(frame);
  }, IDLE_GAP_MS);
  return {
    read(chunk: Uint8Array) {
      for (const frame of framer.push(chunk)) for (const whole of joiner.push(frame)) onFrame(whole);
      gap.refresh();
    },
    end: () => clearTimeout(gap),
  };
}
