import { describe, expect, it } from 'vitest';
import { parseCardName } from './person-name.ts';
import names from './person-names.fixture.json' with { type: 'json' };
import { findTelexResidue } from './typing-residue.ts';
import { isVietnameseSyllable } from './vietnamese-syllable.ts';

const withoutAccents = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');

describe('isVietnameseSyllable', () => {
  const words = names.vietnamese.flatMap((name) => name.split(' '));

  it('knows every syllable of 300 names and more, in any case and normal form', () => {
    expect(names.vietnamese.length).toBeGreaterThanOrEqual(300);
    for (const form of [words, words.map((word) => word.toUpperCase()), words.map((word) => word.normalize('NFD'))]) {
      expect(form.filter((word) => !isVietnameseSyllable(word))).toEqual([]);
    }
  });

  it('takes the tone on either vowel', () => {
    for (const word of ['hòa', 'hoà', 'thúy', 'thuý', 'khỏe', 'khoẻ'])
      expect(isVietnameseSyllable(word), word).toBe(true);
  });

  it('shares a letter between gi and i', () => {
    for (const word of ['gì', 'gìn', 'giếng', 'giết', 'gia', 'giữ'])
      expect(isVietnameseSyllable(word), word).toBe(true);
  });

  it.each([
    ['no rime of Vietnamese', 'Blôk Êban Mlô Krông Zơ Wăn'],
    ['k, gh, ngh only before e, ê, i, y, and c, ng never', 'kơn ghan nghăn cê ngi'],
    ['a tone that a final stop does not take', 'phùc đẹp̀ mãt cảch'],
    ['two tones', 'hồá'],
    ['a tone on a consonant', 'ańh'],
    ['keystrokes', 'Nguyeexn Vawn Thij Dduwcs Nguye64n'],
    ['nothing, or too much', ` ${'nguyễn'.repeat(4)}`],
  ])('refuses %s', (_, refused) => {
    expect(refused.split(' ').filter(isVietnameseSyllable)).toEqual([]);
  });
});

describe('findTelexResidue', () => {
  it('tells keystrokes from names', () => {
    for (const word of ['Nguyeexn', 'Nguyeenx', 'Ddawng', 'Dduwcs', 'Huwowng', 'Phuongw', 'Thij']) {
      expect(findTelexResidue(word), word).toBe('strong');
    }
    for (const word of ['Nar', 'Mais']) expect(findTelexResidue(word), word).toBe('weak');
    for (const word of ['An', 'Ksor', 'Klos', 'Rcom', 'Moong', 'Nguyễn'])
      expect(findTelexResidue(word), word).toBe(null);
  });

  it('finds none in any of the names, with accents or without', () => {
    const words = names.vietnamese.flatMap((name) => `${name} ${withoutAccents(name)}`.split(' '));
    expect(words.filter((word) => findTelexResidue(word) === 'strong')).toEqual([]);
  });
});

describe('parseCardName', () => {
  it('accepts Vietnamese names, also in capitals, without accents, decomposed', () => {
    for (const name of names.vietnamese) {
      for (const form of [name, name.toUpperCase(), withoutAccents(name), name.normalize('NFD')]) {
        expect(parseCardName(form), form).toBe(form.normalize('NFC'));
      }
    }
  });

  it('accepts names of other peoples of Viet Nam', () => {
    expect(names.otherPeoples.filter((name) => parseCardName(name) !== name)).toEqual([]);
  });

  it('refuses what a keyboard layout or a wrong encoding left', () => {
    expect(names.garbled.filter((name) => parseCardName(name) !== null)).toEqual([]);
  });

  it('refuses an endless name', () => {
    expect(parseCardName('Nguyễn '.repeat(20))).toBe(null);
  });

  it('joins spaces, composes letters, and puts the Vietnamese Đ', () => {
    expect(parseCardName('  Ðặng\t Văn   Ðức '.normalize('NFD'))).toBe('Đặng Văn Đức');
  });
});
