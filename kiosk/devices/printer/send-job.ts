import { err, ok } from '#shared/domain/result.ts';
import { within } from '../within.ts';
import { ASK_IN_TURN, ASK_NOW, type EscPosStatus, isAnswerInTurn, readStatus } from './escpos-status.ts';
import type { PrintResult } from './print-backend.ts';
import type { PrinterLine } from './printer-line.ts';

/** Small enough to see within the patience below that a slow line moves: a second at 9600 baud. */
const CHUNK = 1_024;

export interface Patience {
  /** For a printer that has taken nothing. */
  readonly stallMs: number;
  /** For the answer to the question whether it is well; a mute one costs this much. */
  readonly statusMs: number;
}

export const PATIENCE: Patience = { stallMs: 10_000, statusMs: 400 };

/** Bytes of picture a slow printer works off in a second: 72 a line, 8 lines a millimetre, 60 mm. */
const BYTES_PER_SECOND = 34_560;

/**
 * Sends a job and stays until the printer has taken all of it. One that answers questions is asked before, whether it has paper, and
 * behind the job; a mute one must take the last byte.
 */
export async function sendJob(line: PrinterLine, job: Uint8Array, patience = PATIENCE): Promise<PrintResult> {
  const status = await askStatus(line, patience);
  if (status === 'paper') return err('paper');
  if (status === 'error') return err('failed');
  for (let at = 0; at < job.length; at += CHUNK) {
    const taken = await within(patience.stallMs, line.write(job.subarray(at, at + CHUNK)), 'late');
    if (taken !== true) return err(taken === 'late' ? await whyStuck(line, patience) : 'unreachable');
  }
  if (status === 'mute') {
    const finished = await within(patience.stallMs, line.finish(), 'late');
    return finished === true ? ok(undefined) : err(finished === 'late' ? 'busy' : 'unreachable');
  }
  return awaitTurn(line, patience.stallMs + (job.length / BYTES_PER_SECOND) * 1_000, patience);
}

/** What the printer says of itself. */
export async function askStatus(line: PrinterLine, { statusMs }: Patience = PATIENCE): Promise<EscPosStatus> {
  const answers: number[] = [];
  const both = new Promise<void>((resolve) => {
    line.onBytes((bytes) => {
      answers.push(...bytes);
      if (answers.length >= 2) resolve();
    });
  });
  void line.write(ASK_NOW);
  await within(statusMs, both, 'late');
  return readStatus(answers);
}

async function awaitTurn(line: PrinterLine, ms: number, patience: Patience): Promise<PrintResult> {
  const answered = new Promise<boolean>((resolve) => {
    line.onBytes((bytes) => {
      if (bytes.some(isAnswerInTurn)) resolve(true);
    });
  });
  void line.write(ASK_IN_TURN);
  const done = await within(ms, Promise.race([answered, line.closed.then(() => false)]), 'late');
  if (done === true) return ok(undefined);
  return err(done === 'late' ? await whyStuck(line, patience) : 'unreachable');
}

async function whyStuck(line: PrinterLine, patience: Patience): Promise<'paper' | 'failed' | 'busy'> {
  const status = await askStatus(line, patience);
  return status === 'paper' ? 'paper' : status === 'error' ? 'failed' : 'busy';
}
