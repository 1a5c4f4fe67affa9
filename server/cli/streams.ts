import type { Readable, Writable } from 'node:stream';

/** Where a command reads and answers: the process's own streams, or a test's. */
export interface CliStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
}
