import { describe, expect, it } from 'vitest';
import { classifyCode } from '#shared/codes/classify-code.ts';
import { createFramer, type Frame, MAX_FRAME_BYTES } from './framing.ts';
import { createLineJoiner } from './join-lines.ts';

const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (frame: Frame): string => (frame.kind === 'code' ? new TextDecoder().decode(frame.bytes) : frame.kind);
const texts = (...chunks: string[]): string[] => {
  const framer = createFramer();
  return [...chunks.flatMap((chunk) => framer.push(bytes(chunk))), ...framer.flush()].map(textOf);
};

describe('framing', () => {
  it.each([['\r'], ['\n'], ['\r\n'], ['\t'], ['\r\n\r\n']])('cuts at %j', (terminator) => {
    expect(texts(`one${terminator}two${terminator}`)).toEqual(['one', 'two']);
  });

  it('cuts at silence where the scanner ends a code with nothing', () => {
    const framer = createFramer();
    expect(framer.push(bytes('one'))).toEqual([]);
    expect(framer.flush().map(textOf)).toEqual(['one']);
    expect(framer.flush()).toEqual([]);
  });

  it('reads a code whose bytes come one by one, through the middle of its letters', () => {
    const framer = createFramer();
    const frames = [...bytes(`${CARD}\r\n`)].flatMap((byte) => framer.push(Uint8Array.of(byte)));
    expect(frames.map(textOf)).toEqual([CARD]);
  });

  it('says once that something too long went by, and reads on', () => {
    expect(texts('x'.repeat(MAX_FRAME_BYTES), '\r', 'x'.repeat(100_000), '\rgood\r')).toEqual([
      'x'.repeat(MAX_FRAME_BYTES),
      'overlong',
      'good',
    ]);
  });

  it('reads the good code after 10 MB of noise, with flat memory', () => {
    const framer = createFramer();
    const noise = new Uint8Array(65_536);
    let before = 0;
    for (let sent = 0; sent < 10_000_000; sent += noise.length) {
      crypto.getRandomValues(noise);
      for (const frame of framer.push(noise)) if (frame.kind === 'code') classifyCode(frame.bytes);
      if (sent === 2_031_616) before = process.memoryUsage().heapUsed;
    }
    framer.flush();
    const frames = framer.push(bytes(`${CARD}\r`));
    expect(frames.map(textOf)).toEqual([CARD]);
    expect(before).toBeGreaterThan(0);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('codes of several lines', () => {
  const joined = (text: string): string[] => {
    const framer = createFramer();
    const joiner = createLineJoiner();
    return [...framer.push(bytes(text)).flatMap((frame) => joiner.push(frame)), ...joiner.flush()].map(textOf);
  };
  const MRZ = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const;

  it('puts the two lines of a passport together', () => {
    expect(joined(`${MRZ.join('\r\n')}\r\n${CARD}\r\n`)).toEqual([MRZ.join('\n'), CARD]);
    expect(classifyCode(MRZ.join('\n')).kind).toBe('passport');
  });

  it('answers a first line alone when silence follows', () => {
    expect(joined(`${MRZ[0]}\r`)).toEqual([MRZ[0]]);
  });

  it('takes a contact card as one code', () => {
    expect(joined(`BEGIN:VCARD\r\nN:Nguyễn;An\r\nEND:VCARD\r\nnext\r\n`)).toEqual([
      'BEGIN:VCARD\nN:Nguyễn;An\nEND:VCARD',
      'next',
    ]);
  });
});
