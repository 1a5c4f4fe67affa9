import { SCANNER_TERMINATORS } from './framing.ts';
import { isLineNoise } from './line-noise.ts';

/** Tried in this order, ring-wise; scanners leave the factory at the first two. */
export const BAUD_RATES: readonly number[] = [9_600, 115_200, 57_600, 38_400, 19_200];
/** What comes out of a wrong speed and yet looks like text is short and seldom ends as a scanner ends it. */
const PROOF_LENGTH = 8;
const PROOF_LENGTH_WITHOUT_END = 16;
/** Codes may be binary, and a plug may be loose: a speed that was right is doubted only after so many in a row. */
const NOISES_TO_DOUBT = 3;

/** Finds the speed of a line by what is heard on it: one burst of bytes, silence to silence, at a time. */
export interface BaudSearch {
  readonly rate: number;
  /** Text was read at this rate. */
  readonly isProven: boolean;
  /** @returns `changed`: the port is to be set to the new `rate`; `proven`: the rate is worth remembering. */
  judge(burst: Uint8Array): 'kept' | 'proven' | 'changed';
}

/** @param first what worked the last time. */
export function createBaudSearch(first: number | null): BaudSearch {
  const rates = first === null ? BAUD_RATES : [first, ...BAUD_RATES.filter((rate) => rate !== first)];
  let index = 0;
  let isProven = false;
  let noises = 0;

  const rateAt = (at: number): number => rates[at % rates.length] as number;
  return {
    get rate() {
      return rateAt(index);
    },
    get isProven() {
      return isProven;
    },
    judge(burst) {
      if (burst.length === 0) return 'kept';
      const finding = weigh(burst);
      if (finding !== 'noise') {
        noises = 0;
        if (isProven || finding === 'undecided') return 'kept';
        isProven = true;
        return 'proven';
      }
      noises += 1;
      if (isProven && noises < NOISES_TO_DOUBT) return 'kept';
      isProven = false;
      noises = 0;
      index += 1;
      return 'changed';
    },
  };
}

function weigh(burst: Uint8Array): 'proof' | 'undecided' | 'noise' {
  if (isLineNoise(burst)) return 'noise';
  const isEnded = SCANNER_TERMINATORS.includes(burst.at(-1) ?? 0);
  if (burst.length >= (isEnded ? PROOF_LENGTH : PROOF_LENGTH_WITHOUT_END)) return 'proof';
  return isEnded || burst.length >= PROOF_LENGTH ? 'undecided' : 'noise';
}

/** A speed that somebody has set is not doubted. */
export const keepBaudRate = (rate: number): BaudSearch => ({ rate, isProven: true, judge: () => 'kept' });
