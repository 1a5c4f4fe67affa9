import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { DataFolderBusy, StorageFailure } from '#kiosk/core/ports.ts';
import { NewerDatabase } from '#kiosk/store/database.ts';
import { UsageError } from './cli-options.ts';
import { logFatal } from './log.ts';

/** An expected end of a program, told in its message. */
export class PlainFailure extends Error {
  override readonly name = 'PlainFailure';
}

const SENTENCES = [UsageError, PlainFailure, DataFolderBusy, NewerDatabase];

/** Runs a program to its end: an expected failure is one sentence and exit code 1, a bug its stack. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  keepMemoryOutOfDumps();
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    const isExpected = SENTENCES.some((kind) => error instanceof kind);
    if (error instanceof StorageFailure) logFatal(`The kiosk's data folder cannot be used: ${describeCause(error)}.`);
    else if (isExpected && error instanceof Error) logFatal(error.message);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

/**
 * Whoever was in front is in memory, and the system may write that to a file when a program crashes. On Linux a dump of this
 * process, and of whatever it starts, holds none of it (core(5)); Windows and macOS write none of their own accord.
 */
function keepMemoryOutOfDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without core dumps.
  }
}

/** The operating system's word, where there is one: `EACCES` tells more than "io". */
function describeCause(failure: StorageFailure): string {
  const { cause } = failure;
  return cause instanceof Error && 'code' in cause ? `${failure.reason} (${String(cause.code)})` : failure.reason;
}

/** Resolves at the first SIGINT or SIGTERM. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
