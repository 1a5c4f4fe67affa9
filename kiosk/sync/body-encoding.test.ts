import { describe, expect, it } from 'vitest';
import { encodingAfter, startEncoding, wantsGzip } from './body-encoding.ts';

const HOUR = 3_600_000;

describe('body encoding', () => {
  it('S17: goes plain for an hour when only that gets through', () => {
    const trial = encodingAfter(startEncoding, 'refused', true, 0);
    expect(wantsGzip(trial, 0)).toBe(false);
    const plain = encodingAfter(trial, 'stored', false, 0);
    expect([wantsGzip(plain, HOUR - 1), wantsGzip(plain, HOUR)]).toEqual([false, true]);
    expect(wantsGzip(encodingAfter(plain, 'stored', true, HOUR), HOUR)).toBe(true);
    expect(wantsGzip(encodingAfter(plain, 'refused', true, HOUR), HOUR)).toBe(false);
  });

  it('S17: compresses again when it made no difference', () => {
    const trial = encodingAfter(startEncoding, 'refused', true, 0);
    expect(encodingAfter(trial, 'refused', false, 0)).toEqual(startEncoding);
  });

  it('S17: a line that is cut is no reason at once', () => {
    let encoding = startEncoding;
    for (let count = 0; count < 3; count += 1) encoding = encodingAfter(encoding, 'silence', true, 0);
    expect(wantsGzip(encoding, 0)).toBe(true);
    expect(wantsGzip(encodingAfter(encoding, 'stored', true, 0), 0)).toBe(true);
    expect(wantsGzip(encodingAfter(encoding, 'silence', true, 0), 0)).toBe(false);
  });
});
