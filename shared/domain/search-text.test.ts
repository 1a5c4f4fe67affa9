import { describe, expect, it } from 'vitest';
import { foldAccents, nameKey, searchWords } from './search-text.ts';

describe('foldAccents', () => {
  it.each([
    ['Phường Phú Xuân', 'phuong phu xuan'],
    ['Thành phố Đồng Nai', 'thanh pho dong nai'],
    // The same word with its accents as separate characters.
    ['Hue\u0302\u0301', 'hue'],
    ['  Mỹ   Thượng ', 'my thuong'],
    // Both ways to write the tone.
    ['Thuận Hoá', 'thuan hoa'],
    ['Thuận Hóa', 'thuan hoa'],
  ])('%s -> %s', (name, folded) => {
    expect(foldAccents(name)).toBe(folded);
  });
});

describe('nameKey', () => {
  it('reads names alike that differ in spelling, marks and signs only', () => {
    expect(new Set(['Bún bò Mụ Rớt', 'BÚN BÒ “MỤ RỚT”', 'bun-bo mu rot.'].map(nameKey)).size).toBe(1);
    expect(nameKey('Bún bò Mụ Rớt 2')).not.toBe(nameKey('Bún bò Mụ Rớt'));
  });

  it('keeps words of any script', () => {
    expect(searchWords('Café 咖啡, số 5')).toEqual(['cafe', '咖啡', 'so', '5']);
  });
});
