import { type Letter, listMarkings, type MarkCommand, spreadHorn, takeMarksOff } from './mark-letters.ts';
import { type Command, SCHEMES, type Stroke } from './typing-schemes.ts';
import { isUpper, isVowel, type Tone, toneOf, withoutTone, withTone } from './vietnamese-letters.ts';
import { findNucleus, findToneVowel, type TonePlacement } from './vietnamese-tone.ts';
import { isVietnameseWord, mayBecomeVietnamese } from './vietnamese-word.ts';

/** What the strokes of one word come to. */
export interface Word {
  /** The strokes that count: an undone mark and the key that undid it are one plain letter from then on. */
  readonly strokes: readonly Stroke[];
  /** Toneless in a Vietnamese word; as written in a foreign one. */
  readonly letters: readonly Letter[];
  readonly tone: Tone | null;
  readonly toneBy: readonly number[];
  /** No Vietnamese word begins like this: its keys are letters and nothing else. */
  readonly foreign: boolean;
}
type Reading = Word | { readonly undone: readonly Stroke[] };

const spell = (letters: readonly Letter[]): string[] => letters.map(({ char }) => char.toLowerCase());
const join = (letters: readonly Letter[]): string => letters.map(({ char }) => char).join('');

/** Reads a word's strokes in the order they came, as UniKey with its spelling check does. Never throws. */
export function readWord(strokes: readonly Stroke[]): Word {
  let word: Word = { strokes, letters: [], tone: null, toneBy: [], foreign: false };
  for (const [at, stroke] of strokes.entries()) {
    const next = readStroke(word, stroke, at);
    if ('undone' in next) return readWord([...next.undone, ...strokes.slice(at + 1)]);
    if (next.foreign) return readForeign(strokes);
    word = next;
  }
  return word;
}

function readStroke(word: Word, stroke: Stroke, at: number): Reading {
  switch (stroke.is) {
    case 'letter':
      return appendLetter(word, stroke.char, at);
    case 'tone':
      return word.letters.some(({ char }) => isVowel(char))
        ? { ...word, tone: word.tone === stroke.tone ? null : stroke.tone, toneBy: [...word.toneBy, at] }
        : { undone: word.strokes.slice(0, at) };
    case 'key': {
      const command = SCHEMES[stroke.scheme].get(stroke.char.toLowerCase());
      const obeyed = command && obey(word, command, stroke.char, at);
      return obeyed ?? appendLetter(word, stroke.char, at);
    }
  }
}

/** @returns null where the word has nothing for the command to do. */
function obey(word: Word, command: Command, key: string, at: number): Reading | null {
  switch (command.does) {
    case 'tone':
      return obeyTone(word, command.tone, key, at);
    case 'letter':
      return writeLetter(word, command.letter, key, at);
    case 'mark':
    case 'horn':
      return obeyMark(word, command, key, at);
  }
}

function obeyTone(word: Word, tone: Tone | null, key: string, at: number): Reading | null {
  if (tone !== null && tone === word.tone) return undo({ ...word, tone: null }, key);
  if (tone === null && word.tone === null) return null;
  if (!word.letters.some(({ char }) => isVowel(char))) return null;
  return accept({ ...word, tone, toneBy: [...word.toneBy, at] });
}

function obeyMark(word: Word, command: MarkCommand, key: string, at: number): Reading | null {
  for (const letters of listMarkings(word.letters, command, at)) {
    const accepted = accept({ ...word, letters });
    if (accepted) return accepted;
  }
  const letters = takeMarksOff(word.letters, command, word.strokes);
  if (letters) return undo({ ...word, letters }, key);
  return command.does === 'horn' && command.orBreve ? writeLetter(word, 'ư', key, at) : null;
}

/** Brackets, and a w by itself. Again, they are the sign they show. */
function writeLetter(word: Word, letter: string, key: string, at: number): Reading | null {
  const last = word.letters.at(-1);
  const before = word.strokes[at - 1];
  if (last?.by[0] === at - 1 && before?.is === 'key' && before.char === key) {
    return undo({ ...word, letters: word.letters.slice(0, -1) }, key);
  }
  const char = isUpper(key) ? letter.toUpperCase() : letter;
  return accept({ ...word, letters: [...word.letters, { char, by: [at] }] });
}

/** The letters stay as they are now, and the key is the letter it shows. */
const undo = (word: Word, key: string): Reading => ({
  undone: [...adoptWord(showWord(word, 'old')), { is: 'letter', char: key }],
});

function appendLetter(word: Word, char: string, at: number): Word {
  const tone = toneOf(char);
  const letters = [...word.letters, { char: withoutTone(char), by: [at] }];
  const longer = tone === null ? { ...word, letters } : { ...word, letters, tone, toneBy: [at] };
  const twoTones = tone !== null && word.tone !== null;
  return (twoTones ? null : accept(longer)) ?? { ...word, foreign: true };
}

/** The word with its horns settled, if something Vietnamese can still come of it. */
function accept(word: Word): Word | null {
  const letters = spreadHorn(word.letters);
  const spelled = spell(letters).join('');
  // Before p, t, c, ch only sắc and nặng are spoken; a tone asked for by its own key is the person's business.
  const keyed = word.strokes[word.toneBy.at(-1) ?? -1]?.is === 'key';
  const unspeakable = keyed && /(?:grave|hook|tilde)/u.test(word.tone ?? '') && /[^\P{L}h](?:[ptc]|ch)$/u.test(spelled);
  return mayBecomeVietnamese(spelled, word.tone !== null) && !(unspeakable && findNucleus(spell(letters)))
    ? { ...word, letters }
    : null;
}

/** Every key is its letter; a tone key of the board still puts its tone on the vowels before it, and takes it off. */
function readForeign(strokes: readonly Stroke[]): Word {
  const letters: Letter[] = [];
  for (const [at, stroke] of strokes.entries()) {
    if (stroke.is !== 'tone') {
      letters.push({ char: stroke.char, by: [at] });
      continue;
    }
    const bare = spell(letters).map(withoutTone);
    const span = findNucleus(bare);
    const vowel = findToneVowel(bare, 'old');
    if (!span || vowel === null) continue;
    const had = letters.slice(span.from, span.to + 1).some(({ char }) => toneOf(char) === stroke.tone);
    for (let index = span.from; index <= span.to; index++) {
      const letter = letters[index];
      if (!letter) continue;
      const char = withTone(withoutTone(letter.char), index === vowel && !had ? stroke.tone : null);
      letters[index] = { char, by: index === vowel ? [...letter.by, at] : letter.by };
    }
  }
  return { strokes, letters, tone: null, toneBy: [], foreign: true };
}

/** The word while it is being typed. NFC. */
export function showWord(word: Word, placement: TonePlacement): string {
  if (word.foreign || word.tone === null) return join(word.letters).normalize('NFC');
  const vowel = findToneVowel(spell(word.letters), placement);
  return word.letters
    .map(({ char }, at) => (at === vowel ? withTone(char, word.tone) : char))
    .join('')
    .normalize('NFC');
}

/** The word once it is left: what turned out to be no Vietnamese word has its keys back (`Súan` was `Susan`). NFC. */
export function finishWord(word: Word, placement: TonePlacement): string {
  const shown = showWord(word, placement);
  if (word.foreign || isVietnameseWord(shown)) return shown;
  const plain = showWord(readForeign(word.strokes), placement);
  return withoutTone(plain) === withoutTone(shown) ? shown : plain;
}

/**
 * Takes back the last letter on the screen with all that made it; a tone that stood on it goes too.
 * Where that letter was the last key, the word is exactly what it was before it: `nguyeenxb` is `nguyễn` again.
 */
export function eraseLetter(word: Word, placement: TonePlacement): Stroke[] {
  const last = word.letters.at(-1);
  if (!last) return [];
  if (last.by[0] === word.strokes.length - 1) return word.strokes.slice(0, -1);
  const onLast = findToneVowel(spell(word.letters), placement) === word.letters.length - 1;
  const gone = new Set(onLast ? [...last.by, ...word.toneBy] : last.by);
  const strokes = word.strokes.filter((_, at) => !gone.has(at));
  const shorter = { ...word, letters: word.letters.slice(0, -1), tone: onLast ? null : word.tone };
  const wanted = showWord(shorter, placement);
  return showWord(readWord(strokes), placement) === wanted ? strokes : adoptWord(wanted);
}

/** A word that came from elsewhere, letter by letter, so that it can be gone on with. */
export const adoptWord = (text: string): Stroke[] => [...text.normalize('NFC')].map((char) => ({ is: 'letter', char }));

const readKeys = (keys: string, scheme: keyof typeof SCHEMES): Word =>
  readWord([...keys].map((char) => ({ is: 'key', char, scheme })));

interface ComposeOptions {
  readonly placement?: TonePlacement;
  /** The word is left: one that is not Vietnamese after all has its keys back. */
  readonly finished?: boolean;
}

/** `nguyeenx` -> `nguyễn`. @param keys the raw keys of one word. */
export const composeTelex = (keys: string, { placement = 'old', finished = false }: ComposeOptions = {}): string =>
  (finished ? finishWord : showWord)(readKeys(keys, 'telex'), placement);

/** `nguye6n4` -> `nguyễn`. @param keys the raw keys of one word. */
export const composeVni = (keys: string, { placement = 'old', finished = false }: ComposeOptions = {}): string =>
  (finished ? finishWord : showWord)(readKeys(keys, 'vni'), placement);
