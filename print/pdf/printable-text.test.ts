import { describe, expect, it } from 'vitest';
import { loadFont } from './fonts.ts';
import { toPrintable } from './printable-text.ts';

const printable = (text: string) => toPrintable(text, (codePoint) => loadFont('bold').hasGlyphForCodePoint(codePoint));

describe('toPrintable', () => {
  it('composes decomposed Vietnamese', () => {
    expect(printable('Huế Thuận Hoá Đặng Hữu'.normalize('NFD')).text).toBe('Huế Thuận Hoá Đặng Hữu');
  });

  it('knows every Vietnamese letter in both cases', () => {
    const letters = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ';
    const all = letters + letters.toUpperCase();
    expect(printable(all)).toEqual({ text: all, leftOut: [] });
  });

  it('leaves out emoji and foreign scripts, and says which', () => {
    expect(printable('Phở 🍜 東京 🍜')).toEqual({ text: 'Phở', leftOut: ['🍜', '東', '京'] });
  });

  it.each([
    ['東京 – Nhà hàng Nhật', 'Nhà hàng Nhật'],
    ['Nhà hàng Nhật (東京)', 'Nhà hàng Nhật'],
    ['Phở / 粉 / Bún', 'Phở / Bún'],
    ['مطعم', ''],
    ['Quán 7/24 – "Ngon" 🍜', 'Quán 7/24 – "Ngon"'],
  ])('leaves no joint where one side is gone: %s', (text, kept) => {
    expect(printable(text).text).toBe(kept);
  });

  it('leaves joints alone where nothing is left out', () => {
    expect(printable('– Bún bò (Huế) &').text).toBe('– Bún bò (Huế) &');
  });

  it('drops control, bidirectional and zero-width characters without a word', () => {
    expect(printable('a\u0000\u202E\u200Bb\u0007\uFEFF\uD800c')).toEqual({ text: 'abc', leftOut: [] });
  });

  it('makes one line of several', () => {
    expect(printable('  Cửa\r\n\tchính \u00a0 1 ').text).toBe('Cửa chính 1');
  });
});
