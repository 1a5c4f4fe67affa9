/** A way to the printer that stands open. */
export interface PrinterLine {
  /** Resolves when the line is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** Resolves when the line has taken the bytes; false when it broke. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Told what the printer says, until the next listener. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Resolves true once all that was written has left for a printer that still listens. */
  finish(): Promise<boolean>;
  /** Lets go at once; what was not sent is dropped. */
  destroy(): Promise<void>;
}

export type OpenFailure = 'unreachable' | 'busy';
