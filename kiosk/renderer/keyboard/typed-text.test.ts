import { describe, expect, it } from 'vitest';
import {
  adoptText,
  caretOf,
  eraseChar,
  finishText,
  moveTo,
  NOTHING_TYPED,
  showText,
  startsWord,
  type TypedText,
  typeChar,
  typeTone,
} from './typed-text.ts';
import type { TypingScheme } from './typing-schemes.ts';

/** `<` erases; a caret is moved by `at`. */
function type(keys: string, scheme: TypingScheme = 'telex', from: TypedText = NOTHING_TYPED): TypedText {
  return [...keys].reduce((typed, key) => (key === '<' ? eraseChar(typed) : typeChar(typed, key, scheme)), from);
}

describe('a line being typed', () => {
  it('composes word after word', () => {
    expect(showText(type('Nguyeenx Thij Huwowng'))).toBe('Nguyễn Thị Hương');
    expect(showText(type('Nguye6n4 Thi5 Hu7o7ng', 'vni'))).toBe('Nguyễn Thị Hương');
    expect(showText(type('Max Lee', 'off'))).toBe('Max Lee');
  });

  it('gives a foreign word its keys back when it is left or sent', () => {
    expect(showText(type('Susan'))).toBe('Suán');
    expect(showText(type('Susan '))).toBe('Susan ');
    expect(showText(type('Susan-'))).toBe('Susan-');
    expect(finishText(type('Anna Susan'))).toBe('Anna Susan');
  });

  it("knows the parts of O'Brien and H'Hen", () => {
    expect(showText(type("H'Hen Niee"))).toBe("H'Hen Niê");
    expect(startsWord(type("O'"))).toBe(true);
    expect(startsWord(type('Anne-'))).toBe(true);
    expect(startsWord(type('An'))).toBe(false);
    expect(startsWord(NOTHING_TYPED)).toBe(true);
  });

  it('takes digits as digits where they mark nothing', () => {
    expect(showText(type('An 2', 'telex'))).toBe('An 2');
    expect(showText(type('12', 'vni'))).toBe('12');
  });
});

describe('erasing', () => {
  it.each([
    ['nguyeenx<', 'nguyễ'],
    ['nguyeenx<<', 'nguy'],
    ['nguyeenx<n', 'nguyễn'],
    ['hoafn<', 'hòa'],
    ['hoaf<', 'hò'],
    ['Max<', 'M'],
    ['Maxx<', 'Ma'],
    ['Maxx<n', 'Man'],
    ['Wil<', 'Ưi'],
    ['nguyeenxb<', 'nguyễn'],
    ['nguyeenb<x', 'nguyễn'],
    ['nguyeenxx<', 'nguyên'],
    ['nguyeenxx<x', 'nguyễn'],
    ['Westbrook<<', 'Westbro'],
    ['thuowng<<', 'thuơ'],
    ['Lê <', 'Lê'],
    ['Lee <<', 'L'],
    ['An B<<<', 'A'],
    ['<', ''],
  ])('%s: %s', (keys, shown) => {
    expect(showText(type(keys))).toBe(shown);
  });

  it('goes on with the word before, back over the space', () => {
    expect(showText(type('Nguyeen <x'))).toBe('Nguyễn');
  });
});

describe("the board's own letters and tones", () => {
  const tone = (text: string, ...tones: Parameters<typeof typeTone>[1][]): string =>
    showText(tones.reduce(typeTone, type(text, 'off')));

  it.each([
    ['Nguyên', 'tilde', 'Nguyễn'],
    ['Trân Văn Huy', 'grave', 'Trân Văn Hùy'],
    ['Khuyêch', 'acute', 'Khuyếch'],
    ['Quy', 'acute', 'Quý'],
    ['Gi', 'grave', 'Gì'],
    ['ƯƠNG', 'acute', 'ƯỚNG'],
    ['Ng', 'acute', 'Ng'],
    ['Lê ', 'acute', 'Lê '],
    ['Ne', 'acute', 'Né'],
    ['Hoc', 'grave', 'Hòc'],
    ['Alex', 'acute', 'Aléx'],
  ] as const)('%s + %s: %s', (text, mark, shown) => {
    expect(tone(text, mark)).toBe(shown);
  });

  it('replace a tone by another and take it off by repeating', () => {
    expect(tone('Hoa', 'grave', 'acute')).toBe('Hóa');
    expect(tone('Hoa', 'grave', 'grave')).toBe('Hoa');
    expect(tone('Alex', 'acute', 'acute')).toBe('Alex');
  });

  it('move the tone to where the longer word wants it, but not in a foreign one', () => {
    expect(showText(type('n', 'off', typeTone(type('Hoa', 'off'), 'grave')))).toBe('Hoàn');
    expect(showText(type('ang', 'off', typeTone(type('Ne', 'off'), 'acute')))).toBe('Néang');
  });

  it('mix with Telex', () => {
    expect(showText(type('s', 'telex', type('Tuân', 'off')))).toBe('Tuấn');
    expect(showText(typeTone(type('Nguyeen'), 'tilde'))).toBe('Nguyễn');
    expect(showText(type('x', 'telex', typeTone(type('Nguyeen'), 'tilde')))).toBe('Nguyênx');
  });

  it('leave no trace where there is no vowel', () => {
    expect(startsWord(typeTone(NOTHING_TYPED, 'acute'))).toBe(true);
  });
});

describe('a caret that was moved', () => {
  it('goes on with the word left of it and keeps what is right of it', () => {
    const moved = moveTo(type('Nguyen Van An'), 6, 6);
    const typed = type('ex', 'telex', moved);
    expect(showText(typed)).toBe('Nguyễn Van An');
    expect(caretOf(typed)).toBe(6);
    expect(finishText(typed)).toBe('Nguyễn Van An');
    expect(showText(type('<', 'telex', typed))).toBe('Nguyễ Van An');
  });

  it('replaces what was selected', () => {
    expect(showText(type('B', 'telex', moveTo(type('Nguyen Van An'), 7, 10)))).toBe('Nguyen B An');
  });

  it('keeps the keys of the word where it did not move', () => {
    const typed = type('Wes');
    expect(moveTo(typed, 3, 3)).toBe(typed);
  });

  it('takes text from elsewhere, and goes on with it', () => {
    expect(showText(type('x', 'telex', adoptText('Lê Nguyên', 9)))).toBe('Lê Nguyễn');
    expect(showText(adoptText('Le\u0302', 3))).toBe('Lê');
  });
});
