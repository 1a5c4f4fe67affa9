import type { Result } from '#shared/domain/result.ts';

/**
 * `no-printer`: none is set, or the system knows none of that name; `unreachable`: switched off or unplugged; `paper`: none left, or the
 * cover stands open; `busy`: it takes nothing at present; `failed`: anything else.
 */
export type PrintFailure = 'no-printer' | 'unreachable' | 'paper' | 'busy' | 'failed';
export type PrintResult = Result<void, PrintFailure>;

/** `missing`: not there; `error`: there, but it would not print; `none`: no printer is set. */
export type PrinterState = 'ready' | 'missing' | 'error' | 'none';

/** One way to print, one job at a time. */
export interface PrintBackend {
  print(pdf: Uint8Array, copies: number): Promise<PrintResult>;
  /** Cheap: nothing is printed, and nobody's job waits for it. */
  probe(): Promise<'ready' | 'missing' | 'error'>;
  close(): Promise<void>;
}
