import { isVowel } from './vietnamese-letters.ts';

/** `old`: hòa, thúy, as taught and printed on most papers; `new`: hoà, thuý. Both are right; closed syllables do not differ. */
export type TonePlacement = 'old' | 'new';

/** Vowels with a quality mark carry the tone wherever they stand. */
const MARKED = 'ăâêôơư';

interface Span {
  readonly from: number;
  /** Last letter, included. */
  readonly to: number;
}

/**
 * The vowels of a syllable, or the last group of them in a foreign word.
 * In "qu" and "gi" the vowel letter belongs to the consonant, unless it is the only one.
 * @param letters lower case, without tones.
 */
export function findNucleus(letters: readonly string[]): Span | null {
  const to = letters.findLastIndex(isVowel);
  if (to < 0) return null;
  let from = to;
  while (isVowel(letters[from - 1] ?? '')) from--;
  const glide = from === 1 && from < to && /^(?:qu|gi)/u.test(letters.join(''));
  return { from: glide ? from + 1 : from, to };
}

/** @param letters lower case, without tones. @returns the index of the vowel that carries the tone. */
export function findToneVowel(letters: readonly string[], placement: TonePlacement): number | null {
  const span = findNucleus(letters);
  if (!span) return null;
  const nucleus = letters.slice(span.from, span.to + 1);
  const marked = nucleus.findLastIndex((letter) => MARKED.includes(letter));
  if (marked >= 0) return span.from + marked;
  if (nucleus.length === 1) return span.from;
  if (nucleus.length > 2) return span.from + 1;
  const closed = span.to + 1 < letters.length;
  const second = closed || (placement === 'new' && /^(?:oa|oe|uy)$/u.test(nucleus.join('')));
  return second ? span.to : span.from;
}
