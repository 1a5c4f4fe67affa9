/** Longest code that is looked at; a version-40 QR holds 2,953 bytes. */
export const MAX_FRAME_BYTES = 4096;
/** Silence that ends a frame where the scanner sends no terminator. */
export const IDLE_GAP_MS = 60;

/** One code as sent, without its terminator, or the fact that something longer than any code, or mere noise, went by. */
export type Frame =
  | { readonly kind: 'code'; readonly bytes: Uint8Array }
  | { readonly kind: 'overlong' }
  | { readonly kind: 'noise' };

const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;
export const SCANNER_TERMINATORS: readonly number[] = [CR, LF, TAB];
export const LINE_TERMINATORS: readonly number[] = [CR, LF];

/** How a scanner was told to end its codes; `none`: by silence alone. */
export type CodeEnd = 'cr' | 'lf' | 'tab' | 'none';
export const TERMINATORS_OF: Readonly<Record<CodeEnd, readonly number[]>> = {
  cr: [CR],
  lf: [LF],
  tab: [TAB],
  none: [],
};

/** Cuts a stream into codes at its terminators, or where `flush` is called for an idle gap. Memory: one frame. */
export interface Framer {
  push(chunk: Uint8Array): Frame[];
  /** The scanner fell silent: what has come so far is a whole frame. */
  flush(): Frame[];
}

export function createFramer(terminators = SCANNER_TERMINATORS): Framer {
  const buffer = new Uint8Array(MAX_FRAME_BYTES);
  let length = 0;

  function cut(): Frame[] {
    const taken = length;
    length = 0;
    if (taken === 0) return [];
    return [taken > MAX_FRAME_BYTES ? { kind: 'overlong' } : { kind: 'code', bytes: buffer.slice(0, taken) }];
  }

  return {
    push(chunk) {
      const frames: Frame[] = [];
      for (const byte of chunk) {
        if (terminators.includes(byte)) {
          frames.push(...cut());
        } else {
          if (length < MAX_FRAME_BYTES) buffer[length] = byte;
          length = Math.min(length + 1, MAX_FRAME_BYTES + 1);
        }
      }
      return frames;
    },
    flush: cut,
  };
}
