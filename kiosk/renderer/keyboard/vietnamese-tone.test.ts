import { describe, expect, it } from 'vitest';
import { applyTone, type Tone } from './vietnamese-tone.ts';

const cases: [string, Tone, string][] = [
  ['Nguyên', 'tilde', 'Nguyễn'],
  ['Hương', 'grave', 'Hường'],
  ['Thi', 'dot', 'Thị'],
  ['Hoa', 'grave', 'Hòa'],
  ['Toan', 'hook', 'Toản'],
  ['Quy', 'acute', 'Quý'],
  ['Quyên', 'grave', 'Quyền'],
  ['Gia', 'grave', 'Già'],
  ['Gi', 'grave', 'Gì'],
  ['Thuy', 'acute', 'Thúy'],
  ['Huê', 'acute', 'Huế'],
  ['Trân Văn Huy', 'grave', 'Trân Văn Hùy'],
  ['Khuyêch', 'acute', 'Khuyếch'],
  ['Loai', 'dot', 'Loại'],
  ['Bich', 'acute', 'Bích'],
  ['ƯƠNG', 'acute', 'ƯỚNG'],
];

describe('tones typed on the on-screen keyboard', () => {
  it.each(cases)('%s + %s', (text, tone, expected) => {
    expect(applyTone(text, tone)).toBe(expected);
  });

  it('replaces a tone by another and takes it off by repeating', () => {
    expect(applyTone('Hòa', 'acute')).toBe('Hóa');
    expect(applyTone('Nguyễn', 'tilde')).toBe('Nguyên');
  });

  it('leaves text without a vowel alone', () => {
    expect(applyTone('Ng', 'acute')).toBe('Ng');
    expect(applyTone('Lê ', 'acute')).toBe('Lê ');
  });
});
