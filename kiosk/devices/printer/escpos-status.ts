/** Answered at once, even amid a job (ESC/POS `DLE EOT n`): 2 what holds the printer up, 4 its roll of paper. */
export const ASK_NOW = Uint8Array.of(0x10, 0x04, 0x02, 0x10, 0x04, 0x04);
/** Answered in its turn (ESC/POS `GS r 1`): behind a job, when the job has been worked off. */
export const ASK_IN_TURN = Uint8Array.of(0x1d, 0x72, 0x01);

/** Every answer to `DLE EOT` has these bits so, and no other answer of the printer has. */
const isRealTime = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;

const COVER_OPEN = 0b0000_0100;
const STOPPED_FOR_PAPER = 0b0010_0000;
const ERROR = 0b0100_0000;
const ROLL_AT_END = 0b0110_0000;

/** `mute`: many cheap printers never answer. */
export type EscPosStatus = 'ready' | 'paper' | 'error' | 'mute';

/** @param answers whatever came after `ASK_NOW`, in the order of the questions. */
export function readStatus(answers: readonly number[]): EscPosStatus {
  const [cause, roll = 0] = answers.filter(isRealTime);
  if (cause === undefined) return 'mute';
  if ((cause & (COVER_OPEN | STOPPED_FOR_PAPER)) !== 0 || (roll & ROLL_AT_END) === ROLL_AT_END) return 'paper';
  return (cause & ERROR) === 0 ? 'ready' : 'error';
}

/** Bits 4 and 7 are 0, unlike in answers to `DLE EOT`. */
export const isAnswerInTurn = (byte: number): boolean => (byte & 0b1001_0000) === 0;
