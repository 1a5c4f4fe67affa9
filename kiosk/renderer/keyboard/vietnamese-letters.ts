/** Combining marks of the five written tones (Unicode). */
export const TONES = {
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
} as const;
export type Tone = keyof typeof TONES;

/** Combining marks that make another letter; `stroke` turns d into đ and has no combining form. */
const MARKS = { circumflex: '\u0302', breve: '\u0306', horn: '\u031b' } as const;
export type Mark = keyof typeof MARKS | 'stroke';

const TONE_OF_MARK = new Map<string, Tone>(Object.entries(TONES).map(([tone, mark]) => [mark, tone as Tone]));
const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const ANY_MARK = /[\u0302\u0306\u031b]/gu;
const UNSTROKED: Readonly<Record<string, string>> = { đ: 'd', Đ: 'D' };
const STROKED: Readonly<Record<string, string>> = { d: 'đ', D: 'Đ' };

/** Whether a toneless letter is a vowel. */
export const isVowel = (letter: string): boolean => letter !== '' && 'aăâeêioôơuưy'.includes(letter.toLowerCase());

export const isUpper = (letter: string): boolean => letter !== letter.toLowerCase();

export const withoutTone = (text: string): string => text.normalize('NFD').replace(ANY_TONE, '').normalize('NFC');

/** `ế` -> `acute`; null for a letter without a tone. */
export function toneOf(letter: string): Tone | null {
  for (const mark of letter.normalize('NFD')) {
    const tone = TONE_OF_MARK.get(mark);
    if (tone) return tone;
  }
  return null;
}

export const withTone = (letter: string, tone: Tone | null): string =>
  tone === null ? letter : (letter + TONES[tone]).normalize('NFC');

/** `ươ` -> `uo`, `đ` -> `d`: the letters of an unaccented keyboard; a tone stays. */
export const withoutMark = (text: string): string =>
  [...text.normalize('NFD').replace(ANY_MARK, '').normalize('NFC')]
    .map((letter) => UNSTROKED[letter] ?? letter)
    .join('');

/** Replaces the letter's mark; capitals stay. */
export function withMark(letter: string, mark: Mark): string {
  const bare = withoutMark(letter);
  return mark === 'stroke' ? (STROKED[bare] ?? bare) : (bare + MARKS[mark]).normalize('NFC');
}
