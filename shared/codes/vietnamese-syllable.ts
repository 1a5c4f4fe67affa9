const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;
const ALL_TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** The only tones of a syllable that ends in a stop: sắc and nặng. */
const CHECKED_TONE = /[\u0301\u0323]/;
const TONE_ON_CONSONANT = /(?<![aeiouy]|\u0302|\u0306|\u031b)[\u0300\u0301\u0303\u0309\u0323]/;

/** Written onsets of a syllable, longest first. */
export const ONSETS: readonly string[] = (
  'ngh ng nh gh gi kh ph qu th tr ch ' + //
  'b c d đ g h k l m n p r s t v x'
).split(' ');
const BEFORE_FRONT_VOWEL = new Set(['k', 'gh', 'ngh']);
const NEVER_BEFORE_FRONT_VOWEL = new Set(['c', 'ng']);

/** Vowel nuclei, medial glide included, and the codas each takes; `-` is none. */
const CODAS_OF_NUCLEUS: Readonly<Record<string, string>> = {
  a: '- c ch i m n ng nh o p t u y',
  ă: 'c m n ng p t',
  â: 'c m n ng p t u y',
  e: '- c m n ng o p t',
  ê: '- ch m n ng nh p t u',
  i: '- a ch m n nh p t u',
  iê: 'c m n ng p t u',
  o: '- c i m n ng p t',
  oo: 'c ng',
  ô: '- c i m n ng p t',
  ơ: '- i m n p t',
  u: '- a c i m n ng p t',
  uô: 'c i m n ng t',
  ư: '- a c i m n ng t u',
  ươ: 'c i m n ng p t u',
  y: '-',
  yê: 'm n ng t u',
  oa: '- c ch i m n ng nh o p t y',
  oă: 'c m n ng p t',
  oe: '- m n ng o p t',
  uâ: 'n ng t y',
  uê: '- ch n nh u',
  uơ: '-',
  uy: '- a ch n nh p t u',
  uyê: 'n t',
};

/** After `qu` the glide is already written. */
const CODAS_AFTER_QU: Readonly<Record<string, string>> = {
  a: '- c ch i m n ng nh o p t u y',
  ă: 'c m n ng p t',
  â: 'n ng t y',
  e: '- m n o t',
  ê: '- ch n nh t u',
  i: '- t',
  ô: 'c',
  ơ: '- i n t',
  y: '- ch n nh p t u',
  yê: 'n t',
};

/** Toneless rimes, NFC. */
export const RIMES = listRimes(CODAS_OF_NUCLEUS);
export const RIMES_AFTER_QU = listRimes(CODAS_AFTER_QU);

/**
 * Whether a word is one syllable of Vietnamese orthography: an onset, a rime that exists, at most one tone, and only sắc or
 * nặng before p, t, c, ch. Any case, NFC or NFD, the tone mark on either vowel (hòa, hoà). Words without accents count by the
 * same rules.
 */
export function isVietnameseSyllable(word: string): boolean {
  const marked = word.normalize('NFD').toLowerCase();
  if (marked.length === 0 || marked.length > 16 || TONE_ON_CONSONANT.test(sortMarks(marked))) return false;
  if ((marked.match(ALL_TONES) ?? []).length > 1) return false;
  const syllable = marked.replace(ALL_TONES, '').normalize('NFC');
  if (/(?:p|t|c|ch)$/.test(syllable) && TONES.test(marked) && !CHECKED_TONE.test(marked)) return false;
  return RIMES.has(syllable) ? /^[aăâeêioôơuưy]/.test(syllable) : ONSETS.some((onset) => joins(onset, syllable));
}

function joins(onset: string, syllable: string): boolean {
  if (!syllable.startsWith(onset)) return false;
  const rime = syllable.slice(onset.length);
  if (onset === 'qu') return RIMES_AFTER_QU.has(rime);
  // gi and the vowel i share one letter: gì, gìn, giếng.
  if (onset === 'gi' && rime === '') return true;
  const isFront = /^[eêiy]/.test(rime);
  if (BEFORE_FRONT_VOWEL.has(onset) && !isFront) return false;
  if (NEVER_BEFORE_FRONT_VOWEL.has(onset) && isFront) return false;
  return RIMES.has(rime);
}

/** Puts tone marks behind the marks that belong to the letter, so that a tone follows its vowel whatever the order. */
const sortMarks = (marked: string): string => marked.replace(/([\u0323])([\u0302\u0306\u031b])/g, '$2$1');

function listRimes(codasOfNucleus: Readonly<Record<string, string>>): ReadonlySet<string> {
  const rimes = new Set<string>();
  for (const [nucleus, codas] of Object.entries(codasOfNucleus)) {
    for (const coda of codas.split(' ')) rimes.add((nucleus + (coda === '-' ? '' : coda)).normalize('NFC'));
  }
  return rimes;
}
