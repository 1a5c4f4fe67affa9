import { SerialPort } from 'serialport';
import type { BaudSearch } from './baud-search.ts';
import { createFrameReader } from './frame-reader.ts';
import type { Frame } from './framing.ts';

export interface KeptPortOptions {
  /** `/dev/ttyACM0`, `COM3`. */
  readonly path: string;
  readonly search: BaudSearch;
  readonly terminators: readonly number[];
  readonly onFrame: (frame: Frame) => void;
  /** Text was read: this is a scanner, and `search.rate` its speed. */
  readonly onProven: () => void;
  /** `closed`: unplugged, busy or forbidden; it is tried again until it opens. */
  readonly onState: (state: 'open' | 'closed', reason: string | null) => void;
}

export interface KeptPort {
  close(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/** Opens a serial port and keeps it open: unplugged and plugged in again, it reads on, at the speed that is found. */
export function keepPortOpen({ path, search, terminators, onFrame, onProven, onState }: KeptPortOptions): KeptPort {
  let port: SerialPort | null = null;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isClosing = false;

  function tryToOpen(): void {
    const opening = new SerialPort({ path, baudRate: search.rate, autoOpen: false });
    port = opening;
    const reader = createFrameReader({
      terminators,
      search,
      onFrame,
      onFinding(finding) {
        if (finding === 'proven') onProven();
        else opening.update({ baudRate: search.rate }, (error) => void (error && closePort(opening)));
      },
    });
    opening.on('data', (chunk: Uint8Array) => reader.read(chunk));
    opening.on('error', () => {}); // Whatever is wrong with it, `close` follows or the open below failed.
    opening.on('close', () => {
      reader.end();
      onState('closed', isClosing ? null : 'unplugged');
      tryLater(FIRST_RETRY_MS);
    });
    opening.open((error) => {
      if (isClosing) return void closePort(opening);
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
      if (port) await closePort(port);
    },
  };
}

const closePort = (port: SerialPort): Promise<void> =>
  port.isOpen ? new Promise((resolve) => port.close(() => resolve())) : Promise.resolve();
