import { describe, expect, it } from 'vitest';
import { foldAccents, matchesSearch } from './search.ts';

describe('foldAccents', () => {
  it.each([
    ['Phường Phú Xuân', 'phuong phu xuan'],
    ['Thành phố Đồng Nai', 'thanh pho dong nai'],
    // The same word with its accents as separate characters.
    ['Huế', 'hue'],
    ['  Mỹ   Thượng ', 'my thuong'],
  ])('%s -> %s', (name, folded) => {
    expect(foldAccents(name)).toBe(folded);
  });
});

describe('matchesSearch', () => {
  it.each(['phu xuan', 'Phú Xuân', 'xuan phu', 'PHUONG', ''])('finds Phường Phú Xuân by "%s"', (typed) => {
    expect(matchesSearch('Phường Phú Xuân', typed)).toBe(true);
  });

  it.each(['thuy xuan', 'phú lộc'])('does not find it by "%s"', (typed) => {
    expect(matchesSearch('Phường Phú Xuân', typed)).toBe(false);
  });
});
