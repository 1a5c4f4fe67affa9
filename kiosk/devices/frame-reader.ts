import type { BaudSearch } from './baud-search.ts';
import { createFramer, type Frame, IDLE_GAP_MS } from './framing.ts';
import { createLineJoiner } from './join-lines.ts';
import { findCodeBehindNoise, isLineNoise } from './line-noise.ts';

export interface FrameReaderOptions {
  readonly terminators: readonly number[];
  readonly search: BaudSearch;
  readonly onFrame: (frame: Frame) => void;
  /** After a burst that proved the speed or led to another one. */
  readonly onFinding: (finding: 'proven' | 'changed') => void;
}

/** Of a burst, enough to judge the speed by. */
const JUDGED_BYTES = 512;

/** Frames one connection's bytes; half a code does not survive the unplugging. Memory: one frame and one burst's beginning. */
export interface FrameReader {
  read(chunk: Uint8Array): void;
  end(): void;
}

export function createFrameReader({ terminators, search, onFrame, onFinding }: FrameReaderOptions): FrameReader {
  const framer = createFramer(terminators);
  const joiner = createLineJoiner();
  const sift = createSieve(search, onFrame);
  const burst = new Uint8Array(JUDGED_BYTES);
  let length = 0;

  const gap = setTimeout(() => {
    const cut = framer.flush().flatMap((frame) => joiner.push(frame));
    for (const frame of [...cut, ...joiner.flush()]) sift.hand(frame);
    sift.endBurst();
    const finding = search.judge(burst.slice(0, length));
    length = 0;
    if (finding !== 'kept') onFinding(finding);
  }, IDLE_GAP_MS);

  return {
    read(chunk) {
      const room = chunk.subarray(0, JUDGED_BYTES - length);
      burst.set(room, length);
      length += room.length;
      for (const frame of framer.push(chunk)) for (const whole of joiner.push(frame)) sift.hand(whole);
      gap.refresh();
    },
    end: () => clearTimeout(gap),
  };
}

/**
 * While the speed is unproven, noise is told as such, once a burst. At a proven speed a code may be binary, so all goes on,
 * save that a code is still found behind what a plug or a flood left before it.
 */
function createSieve(search: BaudSearch, onFrame: (frame: Frame) => void) {
  let isNoiseTold = false;
  return {
    hand(frame: Frame): void {
      if (frame.kind !== 'code' || !isLineNoise(frame.bytes)) return onFrame(frame);
      const tail = findCodeBehindNoise(frame.bytes);
      if (tail) return onFrame({ kind: 'code', bytes: tail });
      if (search.isProven) return onFrame(frame);
      if (!isNoiseTold) onFrame({ kind: 'noise' });
      isNoiseTold = true;
    },
    endBurst: () => {
      isNoiseTold = false;
    },
  };
}
