import { listCupsPrinters } from './cups-spooler.ts';
import { listWindowsPrinters } from './windows-spooler.ts';

/** Names of the printers that the operating system knows, as a setting of kind `system` takes them. */
export const listSystemPrinters = (): Promise<string[]> =>
  process.platform === 'win32' ? listWindowsPrinters() : listCupsPrinters();
