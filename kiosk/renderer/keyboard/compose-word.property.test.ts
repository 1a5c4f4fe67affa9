import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeTelex, composeVni, eraseLetter, finishWord, readWord, showWord, type Word } from './compose-word.ts';
import type { Stroke } from './typing-schemes.ts';
import { TONES, type Tone, withoutTone } from './vietnamese-letters.ts';
import { mayBecomeVietnamese } from './vietnamese-word.ts';

const LETTERS = [...'abcdeghiklmnopqrstuvxyfjwzABDEOUWXS'];
const scheme = fc.constantFrom('telex' as const, 'vni' as const);
/** Keys as people mix them: mostly those that do something. */
const stroke: fc.Arbitrary<Stroke> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('key' as const),
      char: fc.constantFrom(...LETTERS, ...'0123456789[]'),
      scheme,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('letter' as const), char: fc.constantFrom(...LETTERS, ...'ăâđêôơưĐƯéầộ') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('tone' as const),
      tone: fc.constantFrom(...(Object.keys(TONES) as Tone[])),
    }),
  },
);
const strokes = fc.array(stroke, { maxLength: 14 });
const show = (word: Word): string => showWord(word, 'old');

describe('whatever is typed', () => {
  it('comes to a text in NFC', () => {
    fc.assert(
      fc.property(strokes, (typed) => {
        const word = readWord(typed);
        for (const text of [show(word), finishWord(word, 'old'), finishWord(word, 'new')]) {
          expect(text).toBe(text.normalize('NFC'));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('of any sign at all, in any scheme', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (keys, finished) => {
        for (const text of [composeTelex(keys, { finished }), composeVni(keys, { finished })]) {
          expect(text).toBe(text.normalize('NFC'));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads the same once the undone strokes are forgotten', () => {
    fc.assert(
      fc.property(strokes, (typed) => {
        const word = readWord(typed);
        expect(readWord(word.strokes)).toEqual(word);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is, after a slip and the erase key, what it was before', () => {
    fc.assert(
      fc.property(strokes, fc.constantFrom(...'bcghklmnptvaeou'), (typed, slip) => {
        const word = readWord(typed);
        const slipped = readWord([...word.strokes, { is: 'letter', char: slip }]);
        expect(readWord(eraseLetter(slipped, 'old'))).toEqual(word);
      }),
      { numRuns: 3_000 },
    );
  });

  it('can be erased to the last letter; a Vietnamese word loses one letter at a time and no mark of the others', () => {
    fc.assert(
      fc.property(strokes, (typed) => {
        let word = readWord(typed);
        for (let left = typed.length; word.letters.length > 0; left--) {
          expect(left).toBeGreaterThan(0);
          const shorter = readWord(eraseLetter(word, 'old'));
          const exact = word.letters.at(-1)?.by[0] === word.strokes.length - 1;
          const vietnamese = mayBecomeVietnamese(withoutTone(show(word)), word.tone !== null);
          if (!exact && vietnamese)
            expect(withoutTone(show(shorter))).toBe([...withoutTone(show(word))].slice(0, -1).join(''));
          word = shorter;
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('any name of plain letters', () => {
  it('can be typed in Telex: where a key does something else, it is pressed again', () => {
    const names = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(names, (name) => {
        let keys = '';
        let wanted = '';
        for (const letter of name) {
          wanted += letter;
          keys += letter;
          if (composeTelex(keys) !== wanted) keys += letter;
          expect(composeTelex(keys)).toBe(wanted);
        }
        expect(composeTelex(keys, { finished: true })).toBe(wanted);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is itself in VNI', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,20}$/u), (name) => {
        expect(composeVni(name)).toBe(name);
        expect(composeVni(name, { finished: true })).toBe(name);
      }),
    );
  });
});
