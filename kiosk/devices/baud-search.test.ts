import { describe, expect, it } from 'vitest';
import golden from '#shared/codes/vectors.json' with { type: 'json' };
import { BAUD_RATES, createBaudSearch, keepBaudRate } from './baud-search.ts';
import { isLineNoise } from './line-noise.ts';
import { receiveAt } from './testing/uart.ts';

const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What visitors hold up. (Of a short code, a wrong speed may drop every byte, so that there is nothing to learn from.) */
const codes = [CARD, golden.vectors[0]?.text ?? ''].flatMap((text) => [
  bytes(`${text}\r`),
  bytes(`${text}\r\n`),
  bytes(text),
]);

/** How many times somebody has to scan until the code comes through whole. */
function scansUntilRead(sentBaud: number, first: number | null, code: Uint8Array): number {
  const search = createBaudSearch(first);
  for (let scans = 1; scans <= 20; scans += 1) {
    const received = receiveAt(search.rate, sentBaud, code);
    if (Buffer.from(received).equals(Buffer.from(code))) return scans;
    search.judge(received);
  }
  return Number.POSITIVE_INFINITY;
}

describe('finding the speed of a line', () => {
  it('reads as sent where both sides agree', () => {
    for (const code of codes) expect(receiveAt(9_600, 9_600, code)).toEqual(code);
  });

  it.each(BAUD_RATES)('reads a scanner of %i baud after at most one scan for each other speed', (sent) => {
    for (const code of codes)
      expect(scansUntilRead(sent, null, code)).toBeLessThanOrEqual(BAUD_RATES.indexOf(sent) + 1);
  });

  it.each(BAUD_RATES)('begins with the %i baud that worked the last time', (sent) => {
    expect(scansUntilRead(sent, sent, bytes(`${CARD}\r`))).toBe(1);
  });

  it('says once that a speed is proven, and keeps it through a binary code and a loose plug', () => {
    const search = createBaudSearch(null);
    expect(search.judge(bytes('12345\r'))).toBe('kept');
    expect(search.isProven).toBe(false);
    expect([search.judge(bytes(CARD)), search.judge(bytes(CARD))]).toEqual(['proven', 'kept']);
    const noise = Uint8Array.of(0, 255, 3);
    expect([search.judge(noise), search.judge(noise), search.judge(bytes(CARD))]).toEqual(['kept', 'kept', 'kept']);
    expect([search.judge(noise), search.judge(noise), search.judge(noise)]).toEqual(['kept', 'kept', 'changed']);
    expect(search.isProven).toBe(false);
  });

  it('comes round to the first speed again', () => {
    const search = createBaudSearch(57_600);
    const tried = BAUD_RATES.map(() => {
      const { rate } = search;
      search.judge(Uint8Array.of(0));
      return rate;
    });
    expect(tried).toEqual([57_600, 9_600, 115_200, 38_400, 19_200]);
    expect(search.rate).toBe(57_600);
  });

  it('takes silence for nothing, and leaves a speed alone that somebody has set', () => {
    expect(createBaudSearch(null).judge(new Uint8Array())).toBe('kept');
    const set = keepBaudRate(4_800);
    expect([set.judge(Uint8Array.of(0, 0, 0)), set.rate]).toEqual(['kept', 4_800]);
  });
});

describe('noise', () => {
  it('is not what a scanner sends at the right speed, in any encoding of the golden vectors', () => {
    for (const { name, text, hex } of golden.vectors) {
      if (name === 'bytes that are no text') continue;
      const sent = hex === undefined ? bytes(text ?? '') : Uint8Array.from(Buffer.from(hex, 'hex'));
      expect(isLineNoise(sent), name).toBe(false);
    }
  });

  it('is most of what random bytes are', () => {
    const random = new Uint8Array(40);
    let noisy = 0;
    for (let i = 0; i < 1_000; i += 1) if (isLineNoise(crypto.getRandomValues(random))) noisy += 1;
    expect(noisy).toBe(1_000);
  });
});
