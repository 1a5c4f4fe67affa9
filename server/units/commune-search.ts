import { foldAccents, searchWords } from '#shared/domain/search-text.ts';

/** A commune of today and the words it is known by. */
export interface CommuneName {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  /** The name of before that was found, with its place; null: its own. */
  readonly formerly: string | null;
  /** Folded: the name that leads to it, and where that is or was. */
  readonly nameSearch: string;
  readonly placeSearch: string;
}

/** A name taken apart once for all that is looked for later. */
export interface IndexedName {
  readonly name: CommuneName;
  /** Without signs: `phuong phu hoi`. */
  readonly text: string;
  /** Without its kind: `phu hoi`. */
  readonly bare: string;
  readonly bareWords: readonly string[];
  readonly placeWords: readonly string[];
  /** Of the name and of its place. */
  readonly words: readonly string[];
  readonly whole: string;
}

export function indexName(name: CommuneName): IndexedName {
  const words = searchWords(name.nameSearch);
  const text = words.join(' ');
  const bare = text.replace(KIND, '');
  const placeWords = searchWords(name.placeSearch);
  const all = [...words, ...placeWords];
  return { name, text, bare, bareWords: bare.split(' '), placeWords, words: all, whole: `${all.join(' ')} ` };
}

const KIND = /^(phuong|xa|dac khu|thi tran|quan|huyen|thi xa|thanh pho|tp|p|x|q|tt|tx|h)\.? /;

/** `p.phu hoi` and `tp.hue` as people write them. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bp\.? ?(?=\p{L})/u, 'phuong '],
  [/\bx\.? (?=\p{L})/u, 'xa '],
  [/\bq\.? ?(?=[\p{L}\d])/u, 'quan '],
  [/\btp\.? ?(?=\p{L})/u, 'thanh pho '],
  [/\btt\.? (?=\p{L})/u, 'thi tran '],
  [/\btx\.? (?=\p{L})/u, 'thi xa '],
];

/** What was typed, as folded words in full: `P. Phú Hội, TP.Huế` -> `phuong phu hoi thanh pho hue`. */
export function readTyped(typed: string): string[] {
  let text = foldAccents(typed);
  // Only with a dot or before a digit: a name may begin with these letters.
  for (const [pattern, full] of SHORT_FORMS) {
    const match = pattern.exec(text);
    if (match && (match[0].includes('.') || match[0].endsWith(' '))) text = text.replace(pattern, full);
  }
  return searchWords(text);
}

const LOOSE_RANK = 4;
/** Within a rank: of the province or not, by its own name or one of before. */
const SCORES_PER_RANK = 4;

/** Lower is nearer; null: it does not match. Whole names first, then beginnings of words, then anything that holds them all. */
function rank(
  { text, bare, bareWords, placeWords, words: known, whole }: IndexedName,
  words: readonly string[],
): number | null {
  const phrase = words.join(' ');
  const typedBare = phrase.replace(KIND, '');
  if (text === phrase || bare === phrase) return 0;
  if (whole.startsWith(`${phrase} `)) return 1;
  if (bare === typedBare) return 2;
  if (text.startsWith(phrase) || bare.startsWith(typedBare)) return 3;
  if (!words.every((word) => known.some((each) => each.startsWith(word)))) return null;
  if (phrase.startsWith(`${text} `) || phrase.startsWith(`${bare} `)) return 1;
  // Of the place alone every commune of a province would be found.
  const ofTheName = words.filter((word) => !placeWords.includes(word));
  return ofTheName.some((word) => bareWords.some((each) => each.startsWith(word))) ? LOOSE_RANK : null;
}

/**
 * The communes nearest to what was typed: by today's name, or one of before, in any order of words, with or without marks.
 * @param near the province whose communes come first among equals.
 */
export function rankCommunes(names: readonly IndexedName[], typed: string, near: string | null): CommuneName[] {
  const words = readTyped(typed);
  if (words.length === 0) return [];
  const best = new Map<string, { readonly name: CommuneName; readonly score: number }>();
  for (const indexed of names) {
    const nearness = rank(indexed, words);
    if (nearness === null) continue;
    const { name } = indexed;
    const score = nearness * SCORES_PER_RANK + (name.provinceCode === near ? 0 : 2) + (name.formerly === null ? 0 : 1);
    const known = best.get(name.code);
    if (!known || score < known.score) best.set(name.code, { name, score });
  }
  const found = [...best.values()];
  // Who typed a whole name looks for nothing that merely holds its words.
  const isExact = found.some(({ score }) => score < SCORES_PER_RANK);
  return found
    .filter(({ score }) => !isExact || score < LOOSE_RANK * SCORES_PER_RANK)
    .toSorted((a, b) => a.score - b.score || (a.name.name < b.name.name ? -1 : 1))
    .map(({ name }) => name);
}

/**
 * The communes a list may mean by what stands in its two cells: by code, by a whole name of today, else by a whole name of
 * before. More than one when several have it.
 */
export function identifyCommunes(names: readonly IndexedName[], commune: string, province: string): CommuneName[] {
  // A spreadsheet that took the code for a number has eaten its zeros.
  const code = /^\d{1,5}$/.test(commune) ? commune.padStart(5, '0') : null;
  const words = readTyped(commune);
  const inProvince = readTyped(province).join(' ').replace(KIND, '');
  const matching = names.filter((indexed) => {
    if (code !== null) return indexed.name.code === code;
    const nearness = rank(indexed, words);
    return nearness !== null && nearness < 3 && isIn(indexed, inProvince);
  });
  const exact = matching.filter(({ text }) => text === words.join(' '));
  const chosen = exact.length > 0 ? exact : matching;
  const current = chosen.filter(({ name }) => name.formerly === null);
  const distinct = new Map((current.length > 0 ? current : chosen).map(({ name }) => [name.code, name]));
  return [...distinct.values()];
}

/** Of today's province, or of the one of before: `Thừa Thiên Huế`. */
const isIn = ({ name, placeWords }: IndexedName, province: string): boolean =>
  province === '' ||
  province === searchWords(name.provinceName).join(' ').replace(KIND, '') ||
  ` ${placeWords.join(' ')} `.includes(` ${province} `);

const MAX_TYPOS = 2;

/** The nearest names to one that matches nothing: for “did you mean …?”. At most two letters apart, and fewer than every third. */
export function suggestCommunes(names: readonly IndexedName[], typed: string, limit = 3): CommuneName[] {
  const wanted = readTyped(typed).join(' ').replace(KIND, '');
  if (wanted.length < 3) return [];
  const near = new Map<string, { readonly name: CommuneName; readonly distance: number }>();
  const most = Math.min(MAX_TYPOS, Math.floor(wanted.length / 3));
  for (const { name, bare } of names) {
    if (Math.abs(bare.length - wanted.length) > most) continue;
    const distance = countEdits(bare, wanted);
    if (distance > most) continue;
    const known = near.get(name.code);
    if (!known || distance < known.distance) near.set(name.code, { name, distance });
  }
  return [...near.values()]
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Levenshtein's distance. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
