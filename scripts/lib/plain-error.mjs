import process from 'node:process';

/** An expected failure, told to the person at the terminal as one sentence, without a stack. */
export class PlainError extends Error {}

/** Somebody asked for the end while something was still being done. */
export class Interrupted extends Error {}

const INTERRUPTED_CODE = 130;

/**
 * Runs a script's main function; a PlainError ends it with its sentence and exit code 1, a bug with its stack.
 *
 * @param {() => Promise<number | void>} main resolves with the exit code, or nothing for 0
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = INTERRUPTED_CODE;
      return;
    }
    console.error(error instanceof PlainError ? `\n  ${error.message}\n` : error);
    process.exitCode = 1;
  }
}
