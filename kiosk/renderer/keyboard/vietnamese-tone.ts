/** Combining marks of the five written tones (Unicode). */
export const TONES = {
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
} as const;
export type Tone = keyof typeof TONES;

const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const VOWELS = 'aăâeêioôơuưy';
/** Vowels with a quality mark carry the tone wherever they stand. */
const MARKED = 'ăâêôơư';

const withoutTone = (letter: string): string => letter.normalize('NFD').replace(ANY_TONE, '').normalize('NFC');

/**
 * Puts a tone on the last word, where Vietnamese spelling wants it; the same tone again takes it off.
 * A word without a vowel stays as it is.
 */
export function applyTone(text: string, tone: Tone): string {
  const start = text.search(/\S*$/u);
  const letters = [...text.slice(start).normalize('NFC')];
  const at = findToneVowel(letters.map((letter) => withoutTone(letter).toLowerCase()));
  if (at === null) return text;
  const had = letters.some((letter) => letter.normalize('NFD').includes(TONES[tone]));
  const bare = letters.map(withoutTone);
  if (!had) bare[at] = `${bare[at]}${TONES[tone]}`.normalize('NFC');
  return text.slice(0, start) + bare.join('');
}

/** @param letters lower case, without tones. @returns the index of the vowel that carries the tone. */
function findToneVowel(letters: readonly string[]): number | null {
  const onset = letters.join('');
  // In "qu" and "gi" the vowel letter belongs to the consonant, unless it is the only one.
  const glide = /^(?:qu|gi)(?=[aăâeêioôơuưy])/u.test(onset) ? 2 : 0;
  const from = letters.findIndex((letter, index) => index >= glide && VOWELS.includes(letter));
  if (from < 0) return null;
  let to = from;
  while (to + 1 < letters.length && VOWELS.includes(letters[to + 1] ?? ' ')) to++;
  const nucleus = letters.slice(from, to + 1);
  const marked = nucleus.findLastIndex((letter) => MARKED.includes(letter));
  if (marked >= 0) return from + marked;
  const closed = to + 1 < letters.length;
  if (nucleus.length === 1) return from;
  if (nucleus.length === 2) return closed ? to : from;
  return from + 1;
}
