import { describe, expect, it } from 'vitest';
import { fitText, type Measure, type TextRoom } from './fit-text.ts';

/** Every character half an em wide. */
const measure: Measure = (text) => [...text].length / 2;
const room: TextRoom = { width: 100, height: 40, maxLines: 3, maxSize: 20, minSize: 5, lineHeight: 1.25 };

describe('fitText', () => {
  it('sets a short text at the largest size', () => {
    expect(fitText('Phở', room, measure)).toEqual({ lines: ['Phở'], size: 20, cut: false });
  });

  it('wraps before it shrinks far, and balances the lines', () => {
    const fitted = fitText('Nhà hàng Cơm Hến Bà Cam', room, measure);
    expect(fitted.lines).toEqual(['Nhà hàng Cơm', 'Hến Bà Cam']);
    expect(fitted.size).toBeLessThanOrEqual(16);
  });

  it('leaves no lone word on the last line', () => {
    expect(fitText('aaaa aaaa aaaa aaaa bb', { ...room, maxSize: 10 }, measure).lines).toEqual([
      'aaaa aaaa',
      'aaaa aaaa bb',
    ]);
  });

  it('ends in an ellipsis when the smallest size is too large', () => {
    const fitted = fitText(Array(60).fill('hương').join(' '), room, measure);
    expect(fitted).toMatchObject({ size: 5, cut: true });
    expect(fitted.lines).toHaveLength(3);
    expect(fitted.lines.at(-1)).toMatch(/…$/);
  });

  it('breaks a word longer than a line between whole characters', () => {
    const family = '👨‍👩‍👧';
    const fitted = fitText(family.repeat(20), { ...room, width: 20, maxLines: 9 }, measure);
    expect(fitted.lines.every((line) => ['', '…'].includes(line.replaceAll(family, '')))).toBe(true);
  });

  it('has no lines for an empty text', () => {
    expect(fitText('', room, measure).lines).toEqual([]);
  });
});
