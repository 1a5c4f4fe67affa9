import { isVietnameseSyllable } from './vietnamese-syllable.ts';

/**
 * Whether a word is a Vietnamese syllable still in Telex keystrokes, as a keyboard wedge leaves it when no input method
 * turns them into letters: `Nguyeexn`, `Ddawng`. Strong: no name has such letters. Weak: only a final s or r tells, and
 * Central-Highland names end in those too (Nar, Klos).
 */
export function findTelexResidue(word: string): 'strong' | 'weak' | null {
  if (!/^[a-z]{2,10}$/i.test(word) || isVietnameseSyllable(word)) return null;
  const typed = word.toLowerCase();
  if (isVietnameseSyllable(applyShapes(typed))) return 'strong';
  for (const { index, 0: key } of typed.matchAll(/[sfrxj]/g)) {
    // A tone key comes after its vowel: the s of Sơn and the r of Trần are letters.
    if (!/[aeiouy]/.test(typed.slice(0, index))) continue;
    const rest = typed.slice(0, index) + typed.slice(index + 1);
    const syllable = applyShapes(rest);
    if (isVietnameseSyllable(syllable)) return 'sr'.includes(key) && syllable === rest ? 'weak' : 'strong';
  }
  return null;
}

function applyShapes(typed: string): string {
  return typed
    .replace(/^dd/, 'đ')
    .replace('aa', 'â')
    .replace('ee', 'ê')
    .replace('oo', 'ô')
    .replace(/uw?ow|uo(?=[a-z]*w$)/, 'ươ')
    .replace(/aw|a(?=[a-z]*w$)/, 'ă')
    .replace(/ow|o(?=[a-z]*w$)/, 'ơ')
    .replace(/uw|u(?=[a-z]*w$)/, 'ư')
    .replace(/w$/, '');
}
