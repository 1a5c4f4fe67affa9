import { isVietnameseSyllable, ONSETS, RIMES, RIMES_AFTER_QU } from '#shared/codes/vietnamese-syllable.ts';
import { MINORITY_NAMES } from './minority-names.ts';
import { withoutMark, withoutTone } from './vietnamese-letters.ts';

const LISTED = new Set(MINORITY_NAMES.map((name) => name.toLowerCase()));
const LISTED_BEGINNINGS = listBeginnings([...LISTED].map(withoutTone));
const TONED = [...LISTED].filter((name) => withoutTone(name) !== name);
const TONED_BEGINNINGS = listBeginnings(TONED.map(withoutTone));
const RIME_BEGINNINGS = listBeginnings(RIMES);
const RIME_BEGINNINGS_AFTER_QU = listBeginnings(RIMES_AFTER_QU);
const SYLLABLE_ONSETS = ['', ...ONSETS];

/** Whether a finished word is Vietnamese: one syllable by the rules of spelling, one of the listed names, or an initial (Đ). NFC. */
export const isVietnameseWord = (word: string): boolean =>
  word.length === 1 || isVietnameseSyllable(word) || LISTED.has(word.toLowerCase());

/**
 * Whether more keys can still make a Vietnamese word of this: `nguoi` (người), `thuo` (thương), `tuan` (tuấn).
 * @param word NFC, the tone left out.
 */
export function mayBecomeVietnamese(word: string, hasTone: boolean): boolean {
  const lower = word.toLowerCase();
  return (
    (hasTone ? TONED_BEGINNINGS : LISTED_BEGINNINGS).has(lower) ||
    ONSETS.some((onset) => onset.startsWith(lower)) ||
    SYLLABLE_ONSETS.some((onset) => lower.startsWith(onset) && mayFollow(onset, lower.slice(onset.length)))
  );
}

function mayFollow(onset: string, rime: string): boolean {
  if (rime === '') return true;
  if (onset === 'qu') return RIME_BEGINNINGS_AFTER_QU.has(rime);
  const isFront = /^[eêiy]/u.test(rime);
  if (/^(?:k|gh|ngh)$/u.test(onset) && !isFront) return false;
  if (/^(?:c|ng)$/u.test(onset) && isFront) return false;
  return RIME_BEGINNINGS.has(rime);
}

/** Every beginning of every word, with any of its marks still missing. */
function listBeginnings(words: Iterable<string>): ReadonlySet<string> {
  const beginnings = new Set<string>();
  for (const word of words) {
    let partial = [''];
    for (const letter of word) {
      const forms = new Set([letter, withoutMark(letter)]);
      partial = partial.flatMap((start) => [...forms].map((form) => start + form));
      for (const start of partial) beginnings.add(start);
    }
  }
  return beginnings;
}
