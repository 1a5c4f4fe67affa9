import { describe, expect, it } from 'vitest';
import { findToneVowel, type TonePlacement } from './vietnamese-tone.ts';

const cases: [string, TonePlacement, string][] = [
  ['nguyên', 'old', 'ê'],
  ['hương', 'old', 'ơ'],
  ['thi', 'old', 'i'],
  ['toan', 'old', 'a'],
  ['huy', 'old', 'u'],
  ['huynh', 'old', 'y'],
  ['loai', 'old', 'a'],
  ['khuya', 'old', 'y'],
  ['mưa', 'old', 'ư'],
  ['hoa', 'old', 'o'],
  ['hoa', 'new', 'a'],
  ['xoe', 'old', 'o'],
  ['xoe', 'new', 'e'],
  ['thuy', 'old', 'u'],
  ['thuy', 'new', 'y'],
  ['mua', 'new', 'u'],
  ['quy', 'old', 'y'],
  ['qua', 'old', 'a'],
  ['gia', 'old', 'a'],
  ['gi', 'old', 'i'],
  ['gin', 'old', 'i'],
];

describe('the vowel that carries the tone', () => {
  it.each(cases)('%s, %s spelling: %s', (word, placement, vowel) => {
    expect(word[findToneVowel([...word], placement) ?? -1]).toBe(vowel);
  });

  it('is none where there is no vowel', () => {
    expect(findToneVowel(['n', 'g'], 'old')).toBeNull();
  });
});
