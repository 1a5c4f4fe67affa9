import { type Frame, MAX_FRAME_BYTES } from './framing.ts';

/** First line of a passport's machine-readable zone (44 characters), which a document scanner sends as two. */
const PASSPORT_LINE = /^P[A-Z<][A-Z<]{3}[A-Z<]{39}$/i;
const CARD_START = /^BEGIN:VCARD$/i;
const CARD_END = /^END:VCARD$/i;

/** Puts codes together again that consist of lines: passports, and contact cards (so that each gets one answer, not ten). */
export interface LineJoiner {
  push(frame: Frame): Frame[];
  /** Silence: what is held is all there is. */
  flush(): Frame[];
}

export function createLineJoiner(): LineJoiner {
  let lines: string[] = [];

  function release(): Frame[] {
    if (lines.length === 0) return [];
    const bytes = encode(lines.join('\n'));
    lines = [];
    return [bytes.length > MAX_FRAME_BYTES ? { kind: 'overlong' } : { kind: 'code', bytes }];
  }

  function endsWith(line: string): boolean {
    const [first = ''] = lines;
    return CARD_START.test(first) ? CARD_END.test(line) : true;
  }

  return {
    push(frame) {
      if (frame.kind !== 'code') return [...release(), frame];
      const line = decode(frame.bytes);
      if (lines.length > 0) {
        const isLast = endsWith(line) || lines.length > 100;
        lines.push(line);
        return isLast ? release() : [];
      }
      if (!PASSPORT_LINE.test(line) && !CARD_START.test(line)) return [frame];
      lines.push(line);
      return [];
    },
    flush: release,
  };
}

// One byte, one character: nothing is lost on the way back, whatever the encoding was.
const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const encode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
